package org.duecourse.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What fails before any controller is reached: in a filter, or in Tomcat itself. */
@Controller
class ErrorPage {
  /** Where Tomcat asks for the page; nobody else gets there. */
  static final String PATH = "/error";

  private final Answers answers;

  ErrorPage(Answers answers) {
    this.answers = answers;
  }

  @RequestMapping(PATH)
  void error(HttpServletRequest request, HttpServletResponse response) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    int code = status instanceof Integer number ? number : 404;
    if (code >= 500) {
      answers.fault(
          request,
          response,
          cause instanceof Throwable fault ? fault : new IllegalStateException("Status " + code));
    } else {
      answers.send(
          request,
          response,
          code,
          code == 404 ? "There is nothing at this address." : "The request was not understood.");
    }
  }

  /** Tells Tomcat where the page is. */
  @Configuration(proxyBeanMethods = false)
  static class Registration {
    @Bean
    ErrorPageRegistrar errorPages() {
      return registry ->
          registry.addErrorPages(new org.springframework.boot.web.error.ErrorPage(PATH));
    }
  }
}
