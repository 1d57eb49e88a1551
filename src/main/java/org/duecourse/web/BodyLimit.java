package org.duecourse.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are larger than any form or request of ours, before and while reading. */
final class BodyLimit extends OncePerRequestFilter {
  /** The largest form; Tomcat holds to it while it reads one. */
  static final int FORM_BYTES = 256 * 1024;

  /** The largest body of any kind. */
  static final int BYTES = 1024 * 1024;

  private final Answers answers;

  BodyLimit(Answers answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean form =
        request.getContentType() != null
            && request.getContentType().startsWith("application/x-www-form-urlencoded");
    if (request.getContentLengthLong() > (form ? FORM_BYTES : BYTES)) {
      response.setHeader("Connection", "close");
      answers.send(request, response, 413, "That is more than " + BYTES / 1024 + " KB at once.");
      return;
    }
    chain.doFilter(new Counted(request), response);
  }

  /** More bytes came than may come. */
  static final class TooLarge extends IOException {
    TooLarge() {
      super("The body is larger than " + BYTES + " bytes.");
    }
  }

  private static final class Counted extends HttpServletRequestWrapper {
    Counted(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream in = super.getInputStream();
      return new ServletInputStream() {
        private long seen;

        @Override
        public int read() throws IOException {
          int next = in.read();
          count(next < 0 ? 0 : 1);
          return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int got = in.read(buffer, offset, length);
          count(Math.max(0, got));
          return got;
        }

        private void count(int more) throws TooLarge {
          seen += more;
          if (seen > BYTES) {
            throw new TooLarge();
          }
        }

        @Override
        public boolean isFinished() {
          return in.isFinished();
        }

        @Override
        public boolean isReady() {
          return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
          in.setReadListener(listener);
        }
      };
    }
  }
}
