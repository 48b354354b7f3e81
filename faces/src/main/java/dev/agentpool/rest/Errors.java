package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.engine.Refusals;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong, as problems (RFC 9457). */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  static final String MEDIA = "application/problem+json";

  private Errors() {}

  static void add(RoutesConfig routes) {
    routes.exception(Problem.class, (problem, context) -> answer(context, problem));
    routes.exception(EofException.class, (_, _) -> {}); // the client went away
    routes.exception(Exception.class, (e, context) -> answer(context, problem(context, e)));
    noRoute(routes, 404, "not_found", "there is no ");
    noRoute(routes, 405, "method_not_allowed", "there is no ");
    noRoute(routes, 413, "too_large", "the request is too large: ");
  }

  /** What to answer when work fails. */
  static Problem problem(Context context, Exception failure) {
    if (failure instanceof Problem said) {
      return said;
    }
    return Refusals.of(failure)
        .map(Problem::of)
        .orElseGet(() -> {
          LOG.error("{} {} failed", context.method(), context.path(), failure);
          return new Problem(500, "internal", "agentpool itself failed: " + failure);
        });
  }

  private static void noRoute(RoutesConfig routes, int status, String code, String what) {
    routes.error(
        status,
        context -> {
          if (!String.valueOf(context.res().getContentType()).startsWith(MEDIA)) {
            String detail = what + context.method() + " " + context.path();
            answer(context, new Problem(status, code, detail));
          }
        });
  }

  /** As JSON. */
  static String text(Problem problem) {
    return Json.ANSWERS.writeValueAsString(
        new dev.agentpool.answer.Problem(
            "urn:agentpool:error:" + problem.code().replace('_', '-'),
            problem.title(),
            problem.status(),
            String.valueOf(problem.getMessage()),
            problem.code(),
            problem.details(),
            problem.results()));
  }

  private static void answer(Context context, Problem problem) {
    context.status(problem.status()).contentType(MEDIA).result(text(problem));
  }
}
