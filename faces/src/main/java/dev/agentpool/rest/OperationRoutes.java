package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.inside.Acting;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.Awaited;
import dev.agentpool.operation.DaemonRows;
import dev.agentpool.operation.House;
import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Operations;
import dev.agentpool.operation.Requests;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Does operations for HTTP: path, query and body are the request, the answer is JSON. */
final class OperationRoutes {
  private static final String IDEMPOTENCY_KEY = "idempotency_key"; // also a header

  private OperationRoutes() {}

  /** A group for each feature. */
  static List<RouteGroup> groups() {
    Map<String, List<Endpoint>> features = new LinkedHashMap<>();
    for (Operation<?, ?> operation : Operations.all()) {
      features
          .computeIfAbsent(operation.feature(), _ -> new ArrayList<>())
          .add(endpoint(operation));
    }
    List<RouteGroup> groups = new ArrayList<>();
    features.forEach((feature, endpoints) -> groups.add(new Feature(feature, endpoints)));
    return groups;
  }

  private static Endpoint endpoint(Operation<?, ?> operation) {
    Endpoint endpoint = Endpoint.of(operation);
    return operation == DaemonRows.STOP ? endpoint.does(StopRoute::answer) : endpoint;
  }

  private record Feature(String feature, List<Endpoint> endpoints) implements RouteGroup {}

  static <Q extends Record, A> void answer(Operation<Q, A> operation, Call call) throws Exception {
    Read<Q> read = read(operation, call);
    A answer = operation.work().answer(asking(call), read.request());
    Awaited<Q, A> awaited = operation.awaited();
    if (awaited != null && read.patience().isThere()) {
      Duration atMost = read.patience().atMost();
      call.answer(
          Json.ANSWERS.valueToTree(
              awaited.waiting().outcome(asking(call), read.request(), answer, atMost)));
    } else if (awaited != null) {
      call.answer(202, Json.ANSWERS.valueToTree(answer));
    } else if (operation.gives().isNothing()) {
      call.http().status(operation.route().status());
    } else {
      call.answer(Json.ANSWERS.valueToTree(answer));
    }
  }

  /** What is left of a call when its JSON is let go of: an answer may take hours. */
  private record Read<Q>(Q request, Patience patience) {}

  /** What a call asks of an operation, for who answers it in a way of its own. */
  static <Q extends Record> Q request(Operation<Q, ?> operation, Call call) {
    return read(operation, call).request();
  }

  private static <Q extends Record> Read<Q> read(Operation<Q, ?> operation, Call call) {
    ObjectNode asked = members(operation, call);
    Patience patience = patience(operation, asked);
    Q request = Requests.read(operation.takes(), asked, () -> known(operation));
    if (operation.route().hasBody()) {
      call.letGo();
    }
    return new Read<>(request, patience);
  }

  /** What may stand in the body. */
  private static Set<String> known(Operation<?, ?> operation) {
    Set<String> known = new TreeSet<>(Members.of(operation.takes()).keySet());
    known.removeAll(operation.route().inPath().values());
    known.addAll(Members.settingsBeside(operation.takes()));
    if (operation.awaited() != null) {
      known.addAll(Members.of(Patience.class).keySet());
    }
    known.add(Call.DIRECTORY);
    return known;
  }

  /** Taken out of the request, as far as its members are not the operation's own. */
  private static Patience patience(Operation<?, ?> operation, ObjectNode asked) {
    if (operation.awaited() == null) {
      return Patience.USUAL;
    }
    ObjectNode said = Json.ANSWERS.createObjectNode();
    Set<String> names = new TreeSet<>(Members.of(Patience.class).keySet());
    names.removeAll(Members.of(operation.takes()).keySet());
    for (String name : names) {
      JsonNode value = asked.remove(name);
      if (value != null) {
        said.set(name, value);
      }
    }
    return Requests.read(Patience.class, said, () -> names);
  }

  private static ObjectNode members(Operation<?, ?> operation, Call call) {
    ObjectNode request = operation.route().hasBody() ? call.wholeBody() : query(operation, call);
    operation
        .route()
        .inPath()
        .forEach((variable, member) -> {
          if (request.has(member)) {
            throw Refused.invalid("'" + member + "' stands in the path; leave it out of the body");
          }
          request.put(member, call.path(variable));
        });
    if (Members.of(operation.takes()).containsKey(IDEMPOTENCY_KEY)) {
      request.put(IDEMPOTENCY_KEY, call.idempotencyKey(call.body()));
    }
    return request;
  }

  /** What stands in the query, as JSON would have it. */
  private static ObjectNode query(Operation<?, ?> operation, Call call) {
    ObjectNode request = Json.ANSWERS.createObjectNode();
    Members.of(operation.takes())
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
    } else {
      request.put(name, call.longNumber(name)); // numbers and times
    }
  }

  /** Asks for whoever called. */
  static Asking asking(Call call) {
    return new Asked(call);
  }

  private record Asked(Call call) implements Asking {
    @Override
    public House house() {
      return call.api().house();
    }

    @Override
    public PoolConfig pool() {
      return call.pool();
    }

    @Override
    public PoolConfig standing() {
      return call.standing();
    }

    @Override
    public PoolConfig pool(PoolId id) {
      return call.poolOf(id);
    }

    @Override
    public Optional<PoolConfig> namedPool() {
      return call.namedPool();
    }

    @Override
    public Optional<PoolConfig> namedStanding() {
      return call.standingPool();
    }

    @Override
    public Optional<String> directory() {
      return Optional.ofNullable(call.directory());
    }

    /** A server for one project shows no other, nor is who runs inside a session shown one. */
    @Override
    public boolean seesAllPools() {
      return call.api().defaultDirectory() == null && Acting.insider().isEmpty();
    }

    @Override
    public Optional<String> slotToken() {
      return Optional.ofNullable(call.http().header(Entrance.TOKEN));
    }
  }
}
