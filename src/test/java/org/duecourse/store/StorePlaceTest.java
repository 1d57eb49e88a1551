package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which place the flags and the environment name, and that no password is taken from a flag. */
class StorePlaceTest {
  private static final String URL = "jdbc:postgresql://db.example.org:5432/desk";
  private static final Map<String, String> ROLES =
      Map.of(
          StorePlace.USER, "desk_app",
          StorePlace.PASSWORD, "app-secret",
          StorePlace.OWNER, "desk_owner",
          StorePlace.OWNER_PASSWORD, "owner-secret");

  @Test
  void aFlagGoesBeforeTheEnvironment() {
    Map<String, String> environment = with(StorePlace.DB, URL + "_other");
    assertThat(StorePlace.of(URL, null, environment))
        .isEqualTo(
            new StorePlace.Database(
                URL, new Login("desk_app", "app-secret"), new Login("desk_owner", "owner-secret")));
    assertThat(StorePlace.of(null, Path.of("/srv/desk"), environment))
        .isEqualTo(new StorePlace.Folder(Path.of("/srv/desk")));
    assertThat(StorePlace.of(null, null, environment))
        .extracting(place -> ((StorePlace.Database) place).url())
        .isEqualTo(URL + "_other");
    assertThatThrownBy(() -> StorePlace.of(URL, Path.of("x"), environment))
        .hasMessageContaining("name two places");
  }

  @Test
  void withoutAnyWordItIsAFolderOfTheUser() {
    assertThat(StorePlace.of(null, null, Map.of("XDG_DATA_HOME", "/home/lee/data")))
        .isEqualTo(new StorePlace.Folder(Path.of("/home/lee/data/duecourse")));
    // The convention says that a relative path in it counts for nothing.
    for (Map<String, String> none :
        java.util.List.of(Map.<String, String>of(), Map.of("XDG_DATA_HOME", "data"))) {
      assertThat(StorePlace.of(null, null, none))
          .isEqualTo(
              new StorePlace.Folder(
                  Path.of(System.getProperty("user.home"), ".local/share/duecourse")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?password=s3cret",
        "jdbc:postgresql://h/d?sslmode=require&PassWord=s3cret",
        "jdbc:postgresql://h/d?%70assword=s3cret",
        "jdbc:postgresql://h/d?sslpassword=s3cret",
        "jdbc:postgresql://lee:s3cret@h/d",
        "jdbc:postgresql://h/d?user=s3cret",
        "postgres://lee:s3cret@h/d",
      })
  void aPasswordOrARoleInTheAddressIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> StorePlace.of(url, null, ROLES))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("carries a role or a password")
        .hasMessageContaining(StorePlace.PASSWORD)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                StorePlace.of(
                    "mysql://h/d?password=x", null, Map.of(StorePlace.OWNER_PASSWORD, "y")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.USAGE);
              assertThat(refused.problems())
                  .extracting(problem -> problem.place())
                  .containsExactly("address", "address", StorePlace.USER, StorePlace.OWNER);
            });
  }

  @Test
  void oneRoleForBothIsRefused() {
    assertThatThrownBy(() -> StorePlace.of(URL, null, with(StorePlace.OWNER, "desk_app")))
        .hasMessageContaining("names the same role")
        .hasMessageContaining("two roles are needed");
  }

  @Test
  void noPasswordIsPrinted() {
    StorePlace place = StorePlace.of(URL + "?sslrootcert=/etc/ca.pem", null, ROLES);
    assertThat(place.toString() + place.words()).doesNotContain("secret");
    assertThat(place.words()).isEqualTo("the database " + URL);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(ROLES);
    environment.put(name, value);
    return environment;
  }
}
