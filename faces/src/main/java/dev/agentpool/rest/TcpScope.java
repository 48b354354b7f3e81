package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Tasks;
import dev.agentpool.inside.Caller;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.GuestGate;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a token's holder inside one project and out of what belongs to the machine's owner: the
 * daemon's life, other projects and their tasks, and whatever names a command to be run (the trust
 * that configuration asks for cannot come over the network).
 */
final class TcpScope {
  private static final Set<String> OWNERS_ROUTES =
      Set.of(
          "/v1/stop",
          "/v1/serve",
          "/v1/doctor",
          "/v1/doctor/deep",
          "/v1/doctor/privacy",
          "/v1/import",
          "/v1/import/config",
          "/v1/import/sessions",
          "/v1/models/validate",
          "/v1/trust",
          "/v1/environment",
          "/v1/schedules",
          "/v1/schedules/{name}",
          "/v1/schedules/{name}/pause",
          "/v1/schedules/{name}/resume",
          "/v1/schedules/{name}/now",
          "/v1/tasks/{id}/checkout",
          "/v1/prune",
          "/v1/retention");
  private static final Pattern TASK = Pattern.compile("(task|chain)-[0-9a-f]{1,40}");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Api api;

  /**
   * @param api with the project as its default directory
   */
  TcpScope(Api api) {
    this.api = api;
  }

  /** Throws {@link Problem} when the request goes beyond. */
  void check(Endpoint endpoint, Context context, Caller caller) {
    if (OWNERS_ROUTES.contains(endpoint.path())) {
      throw forbidden(endpoint.path() + " is for the daemon's own user, over its socket");
    }
    PoolConfig own = own();
    checkDirectory(own, context.queryParam(Call.DIRECTORY));
    checkDirectory(own, context.header(Call.DIRECTORY_HEADER));
    context.pathParamMap().values().forEach(value -> checkTask(own.id(), value));
    checkBody(own, Received.of(context).tree(), endpoint.path().endsWith("/merge"));
  }

  private PoolConfig own() {
    return api.projects().open(java.util.Objects.requireNonNull(api.defaultDirectory()));
  }

  private void checkDirectory(PoolConfig own, @Nullable String named) {
    if (named != null && !isOwn(own, named)) {
      throw forbidden("this server serves " + own.directory() + " and no other project");
    }
  }

  private static boolean isOwn(PoolConfig own, String named) {
    try {
      return java.nio.file.Path.of(named).toRealPath().equals(own.directory());
    } catch (java.io.IOException | java.nio.file.InvalidPathException e) {
      return false; // nor is told whether there is such a directory
    }
  }

  private void checkBody(PoolConfig own, JsonNode body, boolean isMerge) {
    JsonNode named = body.path(Call.DIRECTORY);
    checkDirectory(own, named.isString() ? named.asString() : null);
    if (isMerge && body.hasNonNull("check")) {
      throw forbidden("'check' names a command, which cannot come over the network");
    }
    GuestGate.needsTrust(JSON.convertValue(body, Object.class))
        .ifPresent(setting -> {
          throw forbidden(GuestGate.refusal(setting));
        });
    checkValues(own.id(), body);
  }

  private void checkValues(PoolId own, JsonNode node) {
    if (node.isString()) {
      checkTask(own, node.asString());
    } else if (node.isArray()) {
      node.forEach(element -> checkValues(own, element));
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        checkValues(own, member.getValue());
      }
    }
  }

  /** Ids are known to whoever has seen them; what they name is still not theirs. */
  private void checkTask(PoolId own, String text) {
    if (!TASK.matcher(text).matches()) {
      return;
    }
    TaskId id = Tasks.id(text);
    api.engine()
        .tasks()
        .find(id)
        .filter(task -> !task.pool().equals(own))
        .ifPresent(other -> {
          throw new Problem(404, "task_not_found", "task not found: " + id);
        });
  }

  private static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", detail);
  }
}
