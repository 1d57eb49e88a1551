package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Role;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in at an identity provider. */
class ProviderSignInTest {
  private static TestProvider provider;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    provider = new TestProvider();
    desk = RunningDesk.with(settings -> settings.withProvider(provider.settings()));
    desk.account("root", Role.ADMINISTRATOR);
    linked("lee", "lee@harbor.example");
    linked("gone", "gone@harbor.example");
    desk.server.accounts().disable("gone", desk.server.accounts().find("root").orElseThrow());
  }

  @AfterAll
  static void close() {
    desk.close();
    provider.close();
  }

  private static void linked(String login, String subject) {
    desk.server
        .accounts()
        .create(
            new AccountDraft(
                login, "Colleague " + login, EnumSet.of(Role.THERAPIST), List.of(), null, subject),
            null,
            false,
            new Accounts.Maker(new Actor("setup", Set.of(), Set.of(), null), false));
  }

  /** Presses the button and goes through the provider, as a browser does. */
  private static Visitor goes(String username, TestProvider.Lie lie) {
    provider.username = username;
    provider.lie = lie;
    Visitor visitor = desk.visitor().get("/password").get("/sign-in");
    assertThat(visitor.text()).contains("Sign in with Harbor sign-in");
    visitor.get(OidcSignIn.START);
    assertThat(visitor.header("Location")).startsWith(provider.issuer() + "/authorize");
    return visitor.elsewhere(visitor.header("Location")).follow();
  }

  @Test
  void whoIsKnownThereAndHereArrivesAtThePageThatWasAskedFor() {
    Visitor lee = goes("lee@harbor.example", TestProvider.Lie.NONE);
    assertThat(lee.header("Location")).endsWith("/password");
    assertThat(lee.follow().text())
        .contains("Colleague lee", "your password is kept and changed there");
    assertThat(
            desk.store.texts(
                "select detail->>'by' from audit where action = 'account.sign_in' and actor = 'lee' limit 1"))
        .containsExactly("provider");
    // Nothing that the provider sent stays in the session.
    assertThat(
            desk.store.texts(
                "select count(*)::text from web_session_attributes where encode(attribute_bytes, 'escape') like '%harbor.example%'"))
        .containsExactly("0");
  }

  @Test
  void whoIsKnownThereButNotHereGetsNoAccount() {
    int before = desk.server.accounts().count();
    for (String username : List.of("stranger@harbor.example", "root", "", "gone@harbor.example")) {
      Visitor stranger = goes(username, TestProvider.Lie.NONE);
      assertThat(stranger.header("Location")).isEqualTo("/sign-in?provider-refused");
      assertThat(stranger.follow().text()).contains("no account here has your entry");
      assertThat(stranger.get("/").status()).isEqualTo(303);
    }
    assertThat(desk.server.accounts().count()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(value = TestProvider.Lie.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aTokenThatLiesOpensNothing(TestProvider.Lie lie) {
    Visitor visitor = goes("lee@harbor.example", lie);
    assertThat(visitor.header("Location")).isEqualTo("/sign-in?provider-refused");
    assertThat(visitor.get("/").status()).isEqualTo(303);
  }

  @Test
  void anAnswerThatWasNotAskedForOpensNothing() {
    provider.username = "lee@harbor.example";
    provider.lie = TestProvider.Lie.NONE;
    Visitor visitor = desk.visitor().get("/sign-in").get(OidcSignIn.START);
    visitor.elsewhere(visitor.header("Location"));
    String answer = visitor.header("Location");
    Visitor victim = desk.visitor().get("/sign-in");
    assertThat(victim.get(answer.substring(answer.indexOf("/login"))).header("Location"))
        .isEqualTo("/sign-in?provider-refused");
    assertThat(victim.get("/").status()).isEqualTo(303);
  }

  @Test
  void anAccountOfTheProviderHasNoPasswordHere() {
    Visitor visitor = desk.visitor().get("/sign-in");
    visitor.post("/sign-in", "login", "lee", "password", "");
    assertThat(visitor.status()).isEqualTo(422);
    visitor.post("/sign-in", "login", "lee", "password", RunningDesk.PASSWORD);
    assertThat(visitor.status()).isEqualTo(422);
  }

  @Test
  void theDeskStartsAndLocalAccountsSignInWhileTheProviderIsSilent() {
    TestProvider silent = new TestProvider();
    OidcSettings settings = silent.settings();
    silent.close();
    try (RunningDesk alone = RunningDesk.with(usual -> usual.withProvider(settings))) {
      alone.account("root", Role.ADMINISTRATOR);
      Visitor visitor = alone.visitor().get(OidcSignIn.START);
      assertThat(visitor.header("Location")).isEqualTo("/sign-in?provider-silent");
      assertThat(visitor.follow().text()).contains("does not answer at the moment");
      assertThat(alone.signedIn("root").get("/accounts").status()).isEqualTo(200);
    }
  }

  @Test
  void halfASettingIsRefusedWithEverythingThatIsMissing() {
    assertThat(OidcSettings.from(Map.of())).isEmpty();
    assertThatThrownBy(
            () -> OidcSettings.from(Map.of("DUECOURSE_OIDC_ISSUER", "http://id.example")))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll("CLIENT_ID", "CLIENT_SECRET", "is not https");
    OidcSettings whole =
        OidcSettings.from(
                Map.of(
                    "DUECOURSE_OIDC_ISSUER", "https://id.example",
                    "DUECOURSE_OIDC_CLIENT_ID", "desk",
                    "DUECOURSE_OIDC_CLIENT_SECRET", "hidden"))
            .orElseThrow();
    assertThat(whole.claim()).isEqualTo("sub");
    assertThat(whole.toString()).doesNotContain("hidden");
  }
}
