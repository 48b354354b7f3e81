package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Acting;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.Awaited;
import dev.agentpool.operation.CoordinatorRows;
import dev.agentpool.operation.DaemonRows;
import dev.agentpool.operation.House;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Operations;
import dev.agentpool.pool.PoolId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does operations for HTTP: path, query and body are the request, the answer is JSON. */
final class OperationRoutes {
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
    if (operation == DaemonRows.STOP) {
      return Endpoint.of(DaemonRows.STOP, StopRoute::answer);
    }
    return operation == CoordinatorRows.RUN ? CoordinatorRoute.endpoint() : Endpoint.of(operation);
  }

  private record Feature(String feature, List<Endpoint> endpoints) implements RouteGroup {}

  static <Q extends Record, A> void answer(Operation<Q, A> operation, Call call) throws Exception {
    RequestReader.Read<Q> read = RequestReader.read(operation, call);
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

  /** What a call asks of an operation, for who answers it in a way of its own. */
  static <Q extends Record> Q request(Operation<Q, ?> operation, Call call) {
    return RequestReader.read(operation, call).request();
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
    public boolean isGuest() {
      return call.api().defaultDirectory() != null;
    }

    @Override
    public Optional<String> slotToken() {
      return Optional.ofNullable(call.http().header(Entrance.TOKEN));
    }
  }
}
