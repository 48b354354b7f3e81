package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Requests;
import dev.agentpool.operation.Route;
import dev.agentpool.request.Patience;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a request of a call's path, query and body. */
final class RequestReader {
  private static final String IDEMPOTENCY_KEY = "idempotency_key"; // also a header

  private RequestReader() {}

  /** What is left of a call when its JSON is let go of: an answer may take hours. */
  record Read<Q>(Q request, Patience patience) {}

  /** What a call asks of an operation, and how long it waits for what comes of that. */
  static <Q extends Record> Read<Q> read(Operation<Q, ?> operation, Call call) {
    Route route = operation.route();
    ObjectNode asked = members(route, operation.takes(), call);
    if (operation.awaited() == null) {
      return new Read<>(read(route, operation.takes(), asked, Set.of(), call), Patience.USUAL);
    }
    Set<String> waiting = new TreeSet<>(Members.of(Patience.class).keySet());
    waiting.removeAll(Members.of(operation.takes()).keySet());
    Patience patience = patience(asked, waiting);
    return new Read<>(read(route, operation.takes(), asked, waiting, call), patience);
  }

  /** What a call asks for. */
  static <Q extends Record> Q request(Route route, Class<Q> takes, Call call) {
    return read(route, takes, members(route, takes, call), Set.of(), call);
  }

  private static <Q extends Record> Q read(
      Route route, Class<Q> takes, ObjectNode asked, Set<String> more, Call call) {
    Q request = Requests.read(takes, asked, () -> known(route, takes, more));
    if (route.hasBody()) {
      call.letGo();
    }
    return request;
  }

  /** What may stand in the body. */
  private static Set<String> known(Route route, Class<? extends Record> takes, Set<String> more) {
    Set<String> known = new TreeSet<>(Members.of(takes).keySet());
    known.removeAll(route.inPath().values());
    known.addAll(Members.settingsBeside(takes));
    known.addAll(more);
    known.add(Call.DIRECTORY);
    return known;
  }

  /** Taken out of the request, as far as its members are not the operation's own. */
  private static Patience patience(ObjectNode asked, Set<String> names) {
    ObjectNode said = Json.ANSWERS.createObjectNode();
    for (String name : names) {
      JsonNode value = asked.remove(name);
      if (value != null) {
        said.set(name, value);
      }
    }
    return Requests.read(Patience.class, said, () -> names);
  }

  private static ObjectNode members(Route route, Class<? extends Record> takes, Call call) {
    ObjectNode request = route.hasBody() ? call.wholeBody() : query(takes, call);
    route
        .inPath()
        .forEach((variable, member) -> {
          if (request.has(member)) {
            throw Refused.invalid("'" + member + "' stands in the path; leave it out of the body");
          }
          request.put(member, call.path(variable));
        });
    if (Members.of(takes).containsKey(IDEMPOTENCY_KEY)) {
      request.put(IDEMPOTENCY_KEY, call.idempotencyKey());
    }
    return request;
  }

  /** What stands in the query, as JSON would have it. */
  private static ObjectNode query(Class<? extends Record> takes, Call call) {
    ObjectNode request = Json.ANSWERS.createObjectNode();
    Members.of(takes)
        .forEach((name, type) -> {
          if (call.query(name) != null) {
            put(request, name, type, call);
          }
        });
    return request;
  }

  private static void put(ObjectNode request, String name, Class<?> type, Call call) {
    if (type == Boolean.class || type == boolean.class) {
      request.put(name, call.flag(name));
    } else if (type == List.class) {
      ArrayNode words = request.putArray(name);
      call.words(name).forEach(words::add);
    } else if (type == String.class || type.isEnum()) {
      request.put(name, call.query(name));
    } else if (type == Double.class || type == double.class) {
      request.put(name, call.number(name));
    } else {
      request.put(name, call.longNumber(name)); // numbers and times
    }
  }
}
