package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the methods of the JSON interface what they ask for: bodies, keys, versions. */
final class ApiArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(Body.class)
        || parameter.getParameterType() == IfMatch.class
        || parameter.getParameterType() == IdempotencyKey.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("The interface answers HTTP only.");
    }
    Class<?> type = parameter.getParameterType();
    if (type == IfMatch.class) {
      return IfMatch.of(request.getHeader(IfMatch.HEADER));
    }
    if (type == IdempotencyKey.class) {
      return IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    }
    return JsonBody.read(
        type.asSubclass(Record.class), request.getInputStream().readNBytes(BodyLimit.BYTES + 1));
  }
}
