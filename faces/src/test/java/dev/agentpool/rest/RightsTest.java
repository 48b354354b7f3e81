package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Reservation;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Caller;
import dev.agentpool.inside.right.Right;
import dev.agentpool.inside.right.Rights;
import dev.agentpool.pool.Caps;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every route has a row in the table of who may do what, and the row says what is meant. */
class RightsTest {
  private static final PoolConfig POOL =
      new PoolConfig(
          "p",
          Path.of("/p"),
          List.of(),
          Settings.EMPTY,
          Settings.EMPTY,
          Caps.NONE,
          Reservation.NONE);
  private static final Caller AGENT =
      new Caller.Insider(POOL, "slot-0", null, Settings.EMPTY, false);
  private static final Caller COORDINATOR =
      new Caller.Insider(POOL, "agent-pool-coordinator", null, Settings.EMPTY, true);
  private static final Caller STRANGER = new Caller.Stranger("it is hidden");

  /** What changes the pool, its people's decisions, or tells what is not the task's. */
  private static final List<String> A_PERSONS =
      List.of(
          "PUT /v1/budget",
          "GET /v1/config",
          "GET /v1/doctor",
          "POST /v1/trust",
          "POST /v1/environment",
          "POST /v1/stop",
          "POST /v1/serve",
          "GET /v1/journal",
          "POST /v1/tasks/{id}/approve",
          "POST /v1/tasks/{id}/reject",
          "POST /v1/tasks/{id}/merge",
          "POST /v1/tasks/{id}/checkout",
          "POST /v1/tasks/{id}/undo",
          "POST /v1/prune",
          "POST /v1/tasks/{id}/retry",
          "POST /v1/pool/drain",
          "POST /v1/pool/resume",
          "POST /v1/providers/hold",
          "POST /v1/providers/unhold",
          "POST /v1/pool/scale",
          "PATCH /v1/slots/{id}",
          "POST /v1/slots/{id}/restart",
          "POST /v1/agents/{name}/reset",
          "POST /v1/skills",
          "POST /v1/skills/{name}/save",
          "POST /v1/webhooks",
          "POST /v1/coordinator",
          "POST /v1/mail",
          "POST /v1/experts/{name}/knowledge",
          "POST /v1/curation",
          "POST /v1/formulas/{name}/run",
          "POST /v1/mail/{id}/requeue");

  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    for (RouteGroup group : Routes.all(OpenApiTest.NOBODY)) {
      for (Endpoint endpoint : group.endpoints()) {
        routes.add(endpoint.method() + " " + endpoint.path());
      }
    }
    return routes;
  }

  private static Optional<Right> row(String route) {
    String[] words = route.split(" ", 2);
    return Rights.ofRoute(words[0], words[1]);
  }

  @Test
  void everyRouteHasARow() {
    assertThat(routes()).hasSizeGreaterThan(60).allMatch(route -> row(route).isPresent());
  }

  @Test
  void everyRowIsOfARoute() {
    assertThat(routes()).containsAll(Rights.routes());
  }

  @Test
  void whatIsAPersonsIsNoInsiders() {
    assertThat(routes()).containsAll(A_PERSONS);
    for (String route : A_PERSONS) {
      Right right = row(route).orElseThrow();
      assertThat(Rights.allows(right, Caller.PERSON)).isTrue();
      for (Caller caller : List.of(AGENT, COORDINATOR, STRANGER)) {
        assertThat(Rights.allows(right, caller)).as("%s by %s", route, caller).isFalse();
      }
    }
  }

  @Test
  void anUnknownOperationIsAPersons() {
    assertThat(Rights.ofRoute("POST", "/v1/something-new")).isEmpty();
    assertThat(Rights.allows(Right.DEFAULT, COORDINATOR)).isFalse();
  }

  @Test
  void whoCannotBePlacedIsToldOnlyThatTheDaemonLivesAndWhatItsApiIs() {
    assertThat(routes().stream().filter(route -> Rights.allows(row(route).orElseThrow(), STRANGER)))
        .containsExactlyInAnyOrder("GET /health", "GET /openapi.json", "GET /v1/openapi.json");
  }
}
