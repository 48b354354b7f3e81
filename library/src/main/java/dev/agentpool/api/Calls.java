package dev.agentpool.api;

import static java.util.stream.Collectors.joining;

import dev.agentpool.answer.Json;
import dev.agentpool.api.client.DaemonClient;
import dev.agentpool.api.client.DaemonException;
import dev.agentpool.api.client.EventReader;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Route;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of one pool; what its daemon refuses becomes a {@link PoolException}. Thread-safe. */
final class Calls {
  private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};
  private final DaemonClient client;
  private final String directory;
  private final AtomicBoolean closed = new AtomicBoolean();

  Calls(DaemonClient client, Path directory) {
    this.client = client;
    this.directory = directory.toString();
  }

  /** The project. */
  String directory() {
    return directory;
  }

  /** A path of texts, each of them encoded. */
  static String path(String... parts) {
    StringBuilder path = new StringBuilder("/v1");
    for (String part : parts) {
      path.append('/').append(DaemonClient.encoded(part));
    }
    return path.toString();
  }

  /** Asks for an operation. */
  <Q extends Record, A> A ask(Operation<Q, A> operation, Q request) {
    ObjectNode members = members(request);
    if (operation.awaited() != null) {
      members.put("wait", false);
    }
    return operation.gives().read(answer(operation.route(), members));
  }

  /** Asks for an operation and waits for what comes of the work that it submits. */
  <Q extends Record, O> O await(Operation<Q, ?> operation, Class<O> outcome, Q request) {
    return Json.ANSWERS.treeToValue(answer(operation.route(), members(request)), outcome);
  }

  private static ObjectNode members(Record request) {
    ObjectNode members = Json.ANSWERS.valueToTree(request);
    members.removeIf(JsonNode::isNull);
    return members;
  }

  private JsonNode answer(Route route, ObjectNode members) {
    StringBuilder path = new StringBuilder();
    for (String part : route.path().substring(1).split("/")) {
      String member = route.member(part);
      path.append('/');
      path.append(member == null ? part : encoded(members.remove(member).asString(), part));
    }
    return route.hasBody()
        ? call(route.method(), path.toString(), Map.of(), Json.ANSWERS.convertValue(members, TABLE))
        : call(route.method(), path.toString(), query(members), null);
  }

  /** The same; empty when there is no such thing. */
  <Q extends Record, A> Optional<A> find(Operation<Q, A> operation, Q request) {
    try {
      return Optional.of(ask(operation, request));
    } catch (PoolException.NotFound none) {
      return Optional.empty();
    }
  }

  /** What may hold slashes keeps them. */
  private static String encoded(String text, String part) {
    return part.startsWith("<")
        ? Arrays.stream(text.split("/", -1)).map(DaemonClient::encoded).collect(joining("/"))
        : DaemonClient.encoded(text);
  }

  private static Map<String, String> query(ObjectNode members) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      JsonNode value = member.getValue();
      String words =
          value.isArray()
              ? value.valueStream().map(JsonNode::asString).collect(joining(","))
              : value.asString();
      if (!value.isArray() || !words.isEmpty()) {
        query.put(member.getKey(), words);
      }
    }
    return query;
  }

  EventReader events(String path, Map<String, String> query) {
    return translated(() -> client.events(path, inPool(query)));
  }

  private JsonNode call(
      String method, String path, Map<String, String> query, @Nullable Map<String, ?> body) {
    return translated(() -> client.call(method, path, inPool(query), body));
  }

  private Map<String, String> inPool(Map<String, String> query) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("dir", directory);
    return all;
  }

  <T> T translated(Supplier<T> call) {
    if (closed.get()) {
      throw shutdown();
    }
    try {
      return call.get();
    } catch (DaemonException e) {
      PoolException translated = closed.get() && e.status() == 0 ? shutdown() : translate(e);
      translated.initCause(e);
      throw translated;
    }
  }

  private static PoolException.PoolShutdown shutdown() {
    return new PoolException.PoolShutdown("pool is shut down: it was closed by this program");
  }

  static PoolException translate(DaemonException e) {
    String code = e.code();
    String message = String.valueOf(e.getMessage());
    return switch (code) {
      case DaemonException.UNREACHABLE -> new PoolException.DaemonUnreachable(message);
      case DaemonException.INTERRUPTED -> new PoolException.Interrupted(message);
      case "task_not_found" -> new PoolException.TaskNotFound(message);
      case "slot_not_found" -> new PoolException.SlotNotFound(message);
      case "no_slot_available" -> new PoolException.NoSlotAvailable(message);
      case "pool_shut_down" -> new PoolException.PoolShutdown(message);
      case "budget_exhausted" -> new PoolException.BudgetExhausted(message);
      case "task_budget_exceeds_remaining" -> new PoolException.TaskBudgetExceedsRemaining(message);
      case "wrong_state" -> new PoolException.WrongState(message);
      case "timed_out" -> new PoolException.TimedOut(message);
      default -> byStatus(e.status(), code, message);
    };
  }

  private static PoolException byStatus(int status, String code, String message) {
    return switch (status) {
      case 404 -> new PoolException.NotFound(code, message);
      case 409 -> new PoolException.Conflict(code, message);
      case 504 -> new PoolException.TimedOut(message);
      default ->
          status >= 500
              ? new PoolException.Unavailable(code, message)
              : new PoolException.Invalid(code, message);
    };
  }

  /** Ends the connection and the calls under way; false when that was done before. */
  boolean close() {
    if (closed.getAndSet(true)) {
      return false;
    }
    client.close();
    return true;
  }
}
