package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.io.Refused;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers what a controller, or what calls it, could not: refusals in words, faults by number. */
@ControllerAdvice
class Faults {
  private final Answers answers;

  Faults(Answers answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  void refused(Refused refused, HttpServletRequest request, HttpServletResponse response) {
    answers.send(request, response, refused);
  }

  @ExceptionHandler
  void refused(ApiRefusal refused, HttpServletRequest request, HttpServletResponse response) {
    answers.send(request, response, refused);
  }

  @ExceptionHandler
  void outside(
      BusinessDays.UnknownDay day, HttpServletRequest request, HttpServletResponse response) {
    answers.send(request, response, 422, String.valueOf(day.getMessage()));
  }

  @ExceptionHandler
  void other(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    switch (e) {
      case AccessDeniedException _, AuthenticationException _ -> throw e;
      case AsyncRequestNotUsableException _ -> {
        // The browser has gone; nobody is left to answer.
      }
      case RequestRejectedException _ ->
          answers.send(request, response, 400, "The request holds characters that are not read.");
      case HttpMessageNotReadableException _ when causedBy(e, BodyLimit.TooLarge.class) ->
          answers.send(
              request,
              response,
              413,
              "That is more than " + BodyLimit.BYTES / 1024 + " KB at once.");
      case HttpMessageNotReadableException _ ->
          answers.send(
              request,
              response,
              400,
              "The body is not readable as JSON with the fields of this address. The description lists them.");
      case ErrorResponse known -> known(known.getStatusCode(), e, request, response);
      case IOException _ when causedBy(e, BodyLimit.TooLarge.class) ->
          answers.send(
              request,
              response,
              413,
              "That is more than " + BodyLimit.BYTES / 1024 + " KB at once.");
      default -> answers.fault(request, response, e);
    }
  }

  private void known(
      HttpStatusCode status,
      Exception e,
      HttpServletRequest request,
      HttpServletResponse response) {
    switch (status.value()) {
      case 404 -> answers.send(request, response, 404, "There is nothing at this address.");
      case 405 ->
          answers.send(
              request, response, 405, request.getMethod() + " is not answered at this address.");
      case 406 -> answers.send(request, response, 406, "The answer is not made in that format.");
      case 415 ->
          answers.send(
              request,
              response,
              415,
              "The body's format is not read here. Send "
                  + (Requests.isApi(request) ? "application/json." : "a form."));
      case 400 -> answers.send(request, response, 400, "A value is missing or is not of its kind.");
      default -> {
        if (status.is4xxClientError()) {
          answers.send(request, response, status.value(), "The request was not understood.");
        } else {
          answers.fault(request, response, e);
        }
      }
    }
  }

  private static boolean causedBy(Throwable e, Class<? extends Throwable> kind) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
