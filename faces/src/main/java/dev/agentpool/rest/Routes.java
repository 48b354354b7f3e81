package dev.agentpool.rest;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;

/** Every feature of the API: one group each, all in {@link #all}. */
final class Routes {
  /** Tells a client of another build that it speaks with this one. */
  private static final String BUILD = "X-Agentpool-Build";

  private Routes() {}

  /** A feature that is not in this list is not served. */
  static List<RouteGroup> all(Api api) {
    List<RouteGroup> groups = new ArrayList<>();
    groups.add(new StreamRoutes(api));
    groups.add(new WatchRoutes(api));
    groups.add(new MetricsRoutes(api));
    groups.add(new ServeRoutes(api));
    groups.addAll(OperationRoutes.groups());
    groups.add(new DocumentRoutes(api, groups));
    return groups;
  }

  /** Looks at a request when its endpoint is known, and throws {@link Problem} to refuse it. */
  interface Guard {
    Guard NONE = (_, _, _) -> {};

    void check(Endpoint endpoint, Context context, Caller caller);

    /** Who asks; over TCP whoever has a token, and what they may is seen to otherwise. */
    default Caller caller(Context context) {
      return Caller.PERSON;
    }
  }

  static void add(RoutesConfig routes, Api api, Guard guard) {
    for (RouteGroup group : all(api)) {
      for (Endpoint endpoint : group.endpoints()) {
        routes.addHttpHandler(
            HandlerType.findOrCreate(endpoint.method()),
            endpoint.path(),
            context -> {
              context.header(BUILD, api.house().facts().build());
              try {
                Caller caller = guard.caller(context);
                guard.check(endpoint, context, caller);
                Acting.as(
                    caller,
                    () -> {
                      answer(endpoint, api, context);
                      return caller;
                    });
              } finally {
                Received.release(context);
              }
            });
      }
    }
  }

  private static void answer(Endpoint endpoint, Api api, Context context) throws Exception {
    List<String> known = new ArrayList<>(List.of(Call.DIRECTORY));
    known.addAll(endpoint.queryNames());
    for (String name : context.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw Problem.invalid(
            "unknown query parameter '" + name + "'; known: " + String.join(", ", known));
      }
    }
    context.status(endpoint.route().status());
    endpoint.work().answer(new Call(api, context));
  }
}
