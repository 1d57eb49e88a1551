package org.duecourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.disclosure.Profile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wait report as a browser shows it. */
class WaitReportBrowserTest {
  @TempDir static Path folder;
  private static Playwright playwright;
  private static Browser browser;
  private static Path file;
  private static Path suppressed;

  @BeforeAll
  static void open() {
    Path log = HarborLog.write(folder, 800);
    file = Reports.html(folder.resolve("waits.html"), Reports.of(log, Profile.OFF));
    suppressed =
        Reports.html(folder.resolve("public.html"), Reports.of(log, Profile.named("cms.1-10")));
    playwright = Playwright.create();
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

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
  }

  private static Page page(Path path, int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    Page page = context.newPage();
    page.navigate(path.toUri().toString());
    return page;
  }

  private static void hasNoFaults(Page page) {
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    AxeResults results =
        new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze();
    assertThat(results.getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .isEmpty();
    assertThat(results.getPasses()).hasSizeGreaterThan(15);
  }

  @Test
  void axeFindsNothingInLightOrDarkOrOnANarrowScreen() {
    for (Path each : List.of(file, suppressed)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (Page page = page(each, 1200, scheme)) {
          hasNoFaults(page);
        }
      }
    }
    try (Page page = page(file, 320, ColorScheme.LIGHT)) {
      hasNoFaults(page);
    }
  }

  @Test
  void aScreenOf320PixelsScrollsDownwardOnly() {
    try (Page page = page(file, 320, ColorScheme.LIGHT)) {
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }
  }

  @Test
  void nothingIsFetchedAndNoScriptIsNeeded() {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    try (Page page = context.newPage()) {
      List<String> asked = new ArrayList<>();
      page.onRequest(request -> asked.add(request.url()));
      page.navigate(file.toUri().toString());
      assertThat(asked).containsExactly(file.toUri().toString());
      assertThat(page.content()).doesNotContain("<script");
      page.locator("summary").click();
      assertThat(page.getByText("The points of the charts").last().isVisible()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void headingsFormATreeUnderOneTitle() {
    try (Page page = page(file, 1200, ColorScheme.LIGHT)) {
      List<String> levels =
          (List<String>)
              page.evaluate(
                  "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => h.tagName)");
      assertThat(levels.getFirst()).isEqualTo("H1");
      assertThat(levels.stream().filter("H1"::equals)).hasSize(1);
      for (int i = 1; i < levels.size(); i++) {
        assertThat(levels.get(i).charAt(1) - levels.get(i - 1).charAt(1)).isLessThanOrEqualTo(1);
      }
      assertThat(page.locator("main, header, footer").count()).isEqualTo(3);
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en-US");
      assertThat(page.locator("table:not(:has(caption))").count()).isZero();
    }
  }

  @Test
  void theKeyboardReachesEverythingInReadingOrderAndTheFocusIsSeen() {
    try (Page page = page(file, 1200, ColorScheme.LIGHT)) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.textContent"))
          .isEqualTo("Skip to the report");
      assertThat(
              (Double) page.evaluate("document.activeElement.getBoundingClientRect().left + 0.001"))
          .isPositive();
      page.keyboard().press("Enter");
      double last = 0;
      int stops = 0;
      while (true) {
        page.keyboard().press("Tab");
        if (Boolean.TRUE.equals(page.evaluate("document.activeElement === document.body"))) {
          break;
        }
        double top =
            ((Number)
                    page.evaluate(
                        "document.activeElement.getBoundingClientRect().top + window.scrollY"))
                .doubleValue();
        assertThat(top).isGreaterThanOrEqualTo(last - 200);
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
            .isEqualTo("solid");
        last = top;
        stops++;
        if (stops > 60) {
          break;
        }
      }
      assertThat(stops).isBetween(12, 60);
    }
  }

  @Test
  void printedItHasNoDownloadsAndAllCharts() {
    try (Page page = page(file, 1000, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator(".downloads-part").isVisible()).isFalse();
      assertThat(page.locator("svg.control-chart").count()).isEqualTo(6);
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
      assertThat(
              page.locator("svg.control-chart .paper")
                  .first()
                  .evaluate("e => getComputedStyle(e).fill"))
          .isEqualTo("rgb(255, 255, 255)");
    }
  }

  @Test
  void everyTargetIsLargeEnoughToHit() {
    try (Page page = page(file, 320, ColorScheme.LIGHT)) {
      assertThat(
              page.evaluate(
                  "[...document.querySelectorAll('.get a, .downloads a, summary')]"
                      + ".filter(e => e.getBoundingClientRect().height < 24).length"))
          .isEqualTo(0);
    }
  }
}
