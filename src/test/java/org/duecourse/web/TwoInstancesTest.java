package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duecourse.cli.Main;
import org.duecourse.store.StorePlace;
import org.duecourse.store.TestStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two programs serve one database; one is killed, and the other goes on as if nothing had been. */
@Tag("heavy")
class TwoInstancesTest {
  private static final String PASSWORD = "seven grey herons";

  @Test
  void whoeverSignedInAtTheKilledOneWorksOnAtTheOther() throws IOException, InterruptedException {
    try (TestStore store = TestStore.fresh();
        Instance one = new Instance(store.place());
        Instance other = new Instance(store.place())) {
      Visitor visitor = new Visitor(one.address());
      visitor.get("/setup");
      visitor.post(
          "/setup",
          "code",
          other.code(),
          "login",
          "root",
          "name",
          "Ari Admin",
          "password",
          PASSWORD,
          "passwordAgain",
          PASSWORD);
      visitor.get("/sign-in");
      visitor.post("/sign-in", "login", "root", "password", PASSWORD);
      assertThat(visitor.get("/accounts").text()).contains("Ari Admin");

      one.kill();
      Visitor there = new Visitor(other.address()).withSession(visitor.session());
      assertThat(there.get("/accounts").status()).isEqualTo(200);
      assertThat(there.text()).contains("Ari Admin");
      there.post(
          "/accounts",
          "login",
          "second",
          "name",
          "Second Admin",
          "roles",
          "ADMINISTRATOR",
          "password",
          PASSWORD,
          "passwordAgain",
          PASSWORD);
      assertThat(there.get("/accounts").text()).contains("Second Admin");
    }
  }

  /** {@code duecourse serve} in a JVM of its own, on a database by its address. */
  private static final class Instance implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    Instance(StorePlace.Database place) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "serve",
                  "--port",
                  "0")
              .redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.put(StorePlace.DB, place.url());
      environment.put(StorePlace.USER, place.app().user());
      environment.put(StorePlace.PASSWORD, Objects.requireNonNull(place.app().password()));
      process = builder.start();
      BufferedReader out = process.inputReader();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.equals("Ctrl-C ends it.")) {
          return;
        }
      }
      throw new AssertionError("it ended: " + lines);
    }

    URI address() {
      return URI.create(
          lines.stream()
              .filter(line -> line.startsWith("The desk answers at "))
              .findFirst()
              .orElseThrow()
              .substring(20));
    }

    /**
     * The code for the first administrator; the one that was printed last is the one that counts.
     */
    String code() {
      return lines.stream()
          .filter(line -> line.contains("works once"))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .findFirst()
          .orElse("");
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
