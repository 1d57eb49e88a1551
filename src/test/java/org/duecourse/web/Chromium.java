package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real browser for the tests of pages. */
final class Chromium implements AutoCloseable {
  private static final AtomicInteger PICTURES = new AtomicInteger();

  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  Chromium() {
    String chromium = System.getenv("DUECOURSE_CHROMIUM");
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(chromium == null ? "/usr/bin/chromium" : chromium))
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Settings of a window: address of the desk, 1200 pixels wide, light. */
  static Browser.NewContextOptions window(RunningDesk desk) {
    return new Browser.NewContextOptions()
        .setBaseURL(desk.server.address().toString())
        .setViewportSize(1200, 900)
        .setColorScheme(ColorScheme.LIGHT);
  }

  /** A window of its own. */
  Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(10_000);
    return context.newPage();
  }

  /**
   * A window in which somebody has signed in; the session comes without the form of the sign-in.
   */
  Page signedIn(RunningDesk desk, String login, Browser.NewContextOptions options) {
    Page page = page(options);
    page.context()
        .addCookies(
            List.of(
                new Cookie("duecourse", desk.signedIn(login).session())
                    .setUrl(desk.server.address().toString())));
    page.navigate("/");
    return page;
  }

  /** What a page says on its console, and which addresses it asks for. */
  record Heard(List<String> console, List<String> asked) {}

  /** Listens to a page. */
  static Heard listen(Page page) {
    Heard heard = new Heard(new ArrayList<>(), new ArrayList<>());
    page.onConsoleMessage(message -> heard.console().add(message.type() + ": " + message.text()));
    page.onPageError(error -> heard.console().add("error: " + error));
    page.onRequest(request -> heard.asked().add(request.url()));
    return heard;
  }

  /** axe finds nothing on the page as it is. */
  static void hasNoFaults(Page page) {
    AxeResults results =
        new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze();
    findsNothing(page, results);
    assertThat(results.getPasses()).hasSizeGreaterThan(10);
  }

  /**
   * axe finds nothing; the colours of the dark page are told apart too; 320 pixels are wide enough,
   * and what is pressed there is large enough.
   */
  static void isGoodEverywhere(Page page) {
    hasNoFaults(page);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    findsNothing(page, new AxeBuilder(page).withRules(List.of("color-contrast")).analyze());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(320, 800);
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as(page.url() + " at 320 pixels")
        .isEqualTo(320);
    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('a, button, input, select')].filter(e => {"
                    + "const b = e.getBoundingClientRect(); return e.type !== 'hidden' && !e.classList.contains('skip')"
                    + " && !e.closest('p:not(.act, .name), td, th, .finding') && b.width > 0 && (b.height < 24 || b.width < 24)})"
                    + ".map(e => e.outerHTML).join('\\n')"))
        .as(page.url() + ": targets of 24 pixels")
        .isEqualTo("");
    page.setViewportSize(1200, 900);
    picture(page);
  }

  /**
   * With DUECOURSE_PICTURES set to a folder, every page that was looked at is kept as a picture.
   */
  private static void picture(Page page) {
    String folder = System.getenv("DUECOURSE_PICTURES");
    if (folder == null) {
      return;
    }
    String name =
        URI.create(page.url()).getPath().replace('/', '-') + "-" + PICTURES.incrementAndGet();
    for (int width : new int[] {1200, 320}) {
      page.setViewportSize(width, 900);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of(folder, name + "-" + width + ".png"))
              .setFullPage(true));
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.setViewportSize(1200, 900);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(folder, name + "-dark.png"))
            .setFullPage(true));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static void findsNothing(Page page, AxeResults results) {
    assertThat(results.getViolations())
        .as(page.url())
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .isEmpty();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
