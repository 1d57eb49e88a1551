package org.duecourse.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/** Makes pages from templates that were compiled with the program. */
final class Pages {
  private static final String DONE = "done";
  private static final String LANGUAGE = "en-US";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.duecourse.web.pages");
  private final Assets assets;
  private final Zones zones;
  private final Clock clock;
  private final Duration idle;

  Pages(Assets assets, Zones zones, Clock clock, Duration idle) {
    this.assets = assets;
    this.zones = zones;
    this.clock = clock;
    this.idle = idle;
  }

  /** A page. */
  Page page(String template, String title, Object model) {
    return new Page(this, template, title, model, 200, false);
  }

  /** A page with a form: 422 where something was refused. */
  Page form(String template, String title, Object model, Form form) {
    Page page = page(template, title, model);
    return form.isRefused() ? page.refused() : page;
  }

  /** Leads on after a change, so that loading again changes nothing twice. */
  static View next(HttpServletRequest request, String address, String done) {
    if (!done.isEmpty()) {
      RequestContextUtils.getOutputFlashMap(request).put(DONE, done);
    }
    RedirectView view = new RedirectView(address);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return view;
  }

  /** The page as bytes, whole before the first is sent. */
  void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String template,
      String title,
      Object model,
      int status,
      boolean error) {
    // What tells of a fault asks nothing of the store: that may be what failed.
    Frame frame = status >= 500 ? bareFrame(title) : frame(request, title, error || status >= 400);
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", Map.of("frame", frame, "page", model), output);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(output.getContentLength());
    try {
      output.writeTo(response.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Frame bareFrame(String title) {
    return new Frame(
        title,
        LANGUAGE,
        assets,
        "",
        null,
        List.of(),
        Zones.time(clock.instant(), ZoneOffset.UTC),
        "",
        true,
        0);
  }

  private Frame frame(HttpServletRequest request, String title, boolean error) {
    Account account = Requests.account(request).orElse(null);
    Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
    Object done = flash == null ? null : flash.get(DONE);
    List<Zones.Site> sites = account == null ? List.of() : zones.sites();
    return new Frame(
        title,
        LANGUAGE,
        assets,
        csrf(request),
        account == null
            ? null
            : new Frame.Who(
                account.login(), account.name(), account.roleWords(), Zones.where(account, sites)),
        account == null ? List.of() : menu(account, Requests.path(request)),
        Zones.time(clock.instant(), Zones.of(account, sites)),
        done == null ? "" : done.toString(),
        error,
        account == null ? 0 : idle.toSeconds());
  }

  private static List<Frame.MenuItem> menu(Account account, String path) {
    return Routes.menu(account.roles()).stream()
        .map(
            route ->
                new Frame.MenuItem(
                    route.path(),
                    route.what(),
                    route.path().equals("/")
                        ? path.equals("/")
                        : path.equals(route.path()) || path.startsWith(route.path() + "/")))
        .toList();
  }

  private static String csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }
}
