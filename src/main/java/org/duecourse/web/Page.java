package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/** A page to answer with: a template, its title and what it shows. */
final class Page implements View {
  private final Pages pages;
  private final String template;
  private final String title;
  private final Object model;
  private final int status;
  private final boolean error;

  Page(Pages pages, String template, String title, Object model, int status, boolean error) {
    this.pages = pages;
    this.template = template;
    this.title = title;
    this.model = model;
    this.status = status;
    this.error = error;
  }

  /** The same with another status. */
  Page status(int other) {
    return new Page(pages, template, title, model, other, error);
  }

  /** The same after a form was refused: 422, and the title says so. */
  Page refused() {
    return new Page(pages, template, title, model, 422, true);
  }

  @Override
  public String getContentType() {
    return "text/html;charset=utf-8";
  }

  @Override
  public void render(
      @Nullable Map<String, ?> unused, HttpServletRequest request, HttpServletResponse response) {
    pages.write(request, response, template, title, model, status, error);
  }
}
