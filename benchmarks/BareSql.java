import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;

/** Runs bare.sql straight in DuckDB: java -cp 'target/lib/*' benchmarks/BareSql.java FOLDER ENDING MEMORY. */
class BareSql {
  public static void main(String[] args) throws Exception {
    String read =
        args[1].equals("parquet")
            ? "read_parquet('" + args[0] + "/$1.parquet')"
            : "read_csv('" + args[0] + "/$1.csv', header = true, sample_size = 20000)";
    String sql =
        Files.readString(Path.of("benchmarks/bare.sql"))
            .replaceAll("(?m)--.*$", "")
            .replaceAll("read_log\\('(\\w+)'\\)", read);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set memory_limit = '" + args[2] + "'");
      for (String each : sql.split(";", -1)) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }
}
