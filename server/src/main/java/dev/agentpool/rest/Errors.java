package dev.agentpool.rest;

import dev.agentpool.config.ConfigException;
import dev.agentpool.definition.DefinitionException;
import dev.agentpool.engine.PoolSkills;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.ScaleLimitException;
import dev.agentpool.node.SlotNotFoundException;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.route.InvalidRoute;
import dev.agentpool.skill.SkillException;
import dev.agentpool.wire.Shapes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong, as problems (RFC 9457). */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final String MEDIA = "application/problem+json";

  private Errors() {}

  static void add(RoutesConfig routes) {
    routes.exception(Problem.class, (problem, context) -> answer(context, problem));
    routes.exception(Refused.class, (e, context) -> answer(context, Problem.of(e)));
    routes.exception(
        SkillException.class, (e, context) -> answer(context, Problem.of(PoolSkills.refused(e))));
    routes.exception(
        DefinitionException.class,
        (e, context) -> answer(context, Problem.of(WarmAgents.refused(e))));
    routes.exception(
        SlotNotFoundException.class,
        (e, context) ->
            answer(context, new Problem(404, "slot_not_found", String.valueOf(e.getMessage()))));
    routes.exception(
        ScaleLimitException.class,
        (e, context) ->
            answer(context, new Problem(409, "scale_limit", String.valueOf(e.getMessage()))));
    routes.exception(InvalidPlan.class, (e, context) -> answer(context, invalid(e)));
    routes.exception(InvalidRoute.class, (e, context) -> answer(context, invalid(e)));
    routes.exception(
        ConfigException.class,
        (e, context) ->
            answer(context, new Problem(400, "config_invalid", String.valueOf(e.getMessage()))));
    routes.exception(
        LedgerException.class,
        (e, context) ->
            answer(
                context,
                new Problem(
                    503,
                    "ledger_" + e.code().name().toLowerCase(Locale.ROOT),
                    String.valueOf(e.getMessage()))));
    routes.exception(EofException.class, (_, _) -> {}); // the client went away
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          answer(context, new Problem(500, "internal", "agentpool itself failed: " + e));
        });
    noRoute(routes, 404, "not_found", "there is no ");
    noRoute(routes, 405, "method_not_allowed", "there is no ");
    noRoute(routes, 413, "too_large", "the request is too large: ");
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

  private static Problem invalid(RuntimeException e) {
    return Problem.invalid(String.valueOf(e.getMessage()));
  }

  static ObjectNode shape(Problem problem) {
    ObjectNode body =
        Shapes.object()
            .put("type", "urn:agentpool:error:" + problem.code().replace('_', '-'))
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.getMessage())
            .put("code", problem.code());
    if (problem.results() != null) {
      body.set("results", problem.results());
    }
    return body;
  }

  private static void answer(Context context, Problem problem) {
    context.status(problem.status()).contentType(MEDIA).result(Shapes.text(shape(problem)));
  }
}
