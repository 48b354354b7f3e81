package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotClaim;
import dev.agentpool.node.SlotNotFoundException;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.SlotShapes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The slots of a pool (spec slot-pool 7.6, 7.11). */
final class SlotRoutes implements RouteGroup {
  private static final List<String> STATES = List.of("idle", "busy", "stopped", "errored");
  private final Api api;

  SlotRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/slots", "The slots of a pool", this::list)
            .asks("name?: text", "role?: text", "state?: text # idle, busy, stopped or errored")
            .gives("[Slot]")
            .fails(400),
        Endpoint.get("/v1/slots/{id}", "One slot", call -> call.answer(one(call)))
            .gives("Slot")
            .fails(400, 404),
        Endpoint.patch(
                "/v1/slots/{id}",
                "Says who a slot is; an empty text goes back to the file's",
                this::configure)
            .takes("SlotRequest")
            .gives("Slot")
            .fails(400, 404),
        Endpoint.post(
                "/v1/slots/{id}/claim", "Lets an idle slot take the next task now", this::claim)
            .gives("Claim")
            .fails(400, 404),
        Endpoint.post("/v1/slots/{id}/restart", "Starts a slot's agent anew", this::restart)
            .gives("Slot")
            .fails(400, 404));
  }

  @Override
  public String shapes() {
    return """
    Slot:
      id: text
      state: "idle"|"busy"|"stopped"|"errored"
      name: text|null
      role: text|null
      description: text|null
      model: text|null
      current_task: text|null
      tasks_completed: integer
      cost: cost # of all its attempts
      restart_count: integer
      resident: boolean # keeps a process between tasks
      session_id: text|null
      worktree_path: text|null
      pid: integer|null
    SlotRequest!:
      name?: text|null
      role?: text|null
      description?: text|null
      settings?: Settings|null # lie over the file's for this slot
      dir?: text
    Claim:
      claimed: boolean
      task_id: text|null
      reason?: text # why the slot took nothing
    """;
  }

  private void list(Call call) {
    String state = call.query("state");
    if (state != null && !STATES.contains(state)) {
      throw Problem.invalid(
          "unknown state \"" + state + "\"; there are: " + String.join(", ", STATES));
    }
    ArrayNode slots = Shapes.array();
    for (Node.SlotView slot : api.engine().slots().slots(call.pool().id())) {
      if (matches(call.query("name"), slot.name())
          && matches(call.query("role"), slot.role())
          && matches(state, slot.state())) {
        slots.add(SlotShapes.slot(slot));
      }
    }
    call.answer(slots);
  }

  private static boolean matches(@Nullable String wanted, @Nullable String is) {
    return wanted == null || wanted.equals(is);
  }

  private ObjectNode one(Call call) {
    String id = call.path("id");
    return api.engine().slots().slots(call.pool().id()).stream()
        .filter(slot -> slot.id().equals(id))
        .findFirst()
        .map(SlotShapes::slot)
        .orElseThrow(() -> new SlotNotFoundException(id));
  }

  private void configure(Call call) {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String name = body.textOrNull("name");
    String role = body.textOrNull("role");
    String description = body.textOrNull("description");
    Settings settings = body.isGiven("settings") ? settings(body) : null;
    call.nothingElse();
    call.answer(
        SlotShapes.slot(
            TaskRequests.checked(() ->
                api.engine()
                    .slots()
                    .configure(pool.id(), call.path("id"), name, role, description, settings))));
  }

  private static Settings settings(Body body) {
    try {
      return Settings.read(body.table("settings"));
    } catch (InvalidSetting e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private void claim(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    call.nothingElse();
    ObjectNode answer = Shapes.object();
    switch (api.engine().slots().claim(pool.id(), call.path("id"))) {
      case SlotClaim.Claimed claimed ->
          answer.put("claimed", true).put("task_id", claimed.task().value());
      case SlotClaim.None none ->
          answer.put("claimed", false).putNull("task_id").put("reason", none.why());
    }
    call.answer(answer);
  }

  private void restart(Call call) {
    PoolConfig pool = call.pool();
    call.nothingElse();
    call.answer(SlotShapes.slot(api.engine().slots().restart(pool.id(), call.path("id"))));
  }
}
