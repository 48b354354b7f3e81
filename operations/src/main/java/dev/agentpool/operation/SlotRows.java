package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Claim;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Slot;
import dev.agentpool.engine.Tasks;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotOperations.SlotClaim;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.request.SlotFilter;
import dev.agentpool.request.SlotName;
import dev.agentpool.request.SlotRequest;
import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The slots of a pool (spec slot-pool 7.6, 7.11). */
public final class SlotRows {
  private static final String ONE = "/v1/slots/{id}";

  public static final Operation<SlotFilter, List<Slot>> FIND =
      named("slot.find", "The slots of a pool")
          .takes(SlotFilter.class)
          .givesList(Slot.class)
          .at(Route.get("/v1/slots"))
          .does((asking, filter) ->
              all(asking).stream().map(SlotRows::slot).filter(filter::lets).toList());

  public static final Operation<SlotName, Slot> GET =
      named("slot.get", "One slot")
          .takes(SlotName.class)
          .gives(Slot.class)
          .at(Route.get(ONE).with("id", "slot_id").fails(400, 404))
          .does((asking, named) ->
              all(asking).stream()
                  .filter(slot -> slot.id().equals(named.slotId()))
                  .findFirst()
                  .map(SlotRows::slot)
                  .orElseThrow(() -> new SlotNotFoundException(named.slotId())));

  public static final Operation<SlotRequest, Slot> CONFIGURE =
      named("slot.configure", "Says who a slot is; an empty text goes back to the file's")
          .takes(SlotRequest.class)
          .gives(Slot.class)
          .at(Route.patch(ONE).with("id", "slot_id").fails(400, 404))
          .does(SlotRows::configure);

  public static final Operation<SlotName, Claim> CLAIM =
      named("slot.claim", "Lets an idle slot take the next task now")
          .takes(SlotName.class)
          .gives(Claim.class)
          .at(Route.post(ONE + "/claim").with("id", "slot_id").fails(400, 404))
          .does((asking, named) ->
              claim(asking.engine().slots().claim(asking.standing().id(), named.slotId())));

  public static final Operation<SlotName, Slot> RESTART =
      named("slot.restart", "Starts a slot's agent anew")
          .takes(SlotName.class)
          .gives(Slot.class)
          .at(Route.post(ONE + "/restart").with("id", "slot_id").fails(400, 404))
          .does((asking, named) ->
              slot(asking.engine().slots().restart(asking.standing().id(), named.slotId())));

  private SlotRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(FIND, GET, CONFIGURE, CLAIM, RESTART);
  }

  private static List<Node.SlotView> all(Asking asking) {
    return asking.engine().slots().slots(asking.standing().id());
  }

  /** The ids of the pool's slots. */
  public static List<String> ids(Asking asking) {
    return all(asking).stream().map(Node.SlotView::id).toList();
  }

  private static Slot configure(Asking asking, SlotRequest request) {
    Optional<Settings> settings = request.settings().map(Choices::settingsOfSlot);
    return slot(
        Tasks.checked(() ->
            asking
                .engine()
                .slots()
                .configure(
                    asking.standing().id(),
                    request.slotId(),
                    request.name().orElse(null),
                    request.role().orElse(null),
                    request.description().orElse(null),
                    settings.orElse(null))));
  }

  private static Claim claim(SlotClaim claim) {
    return switch (claim) {
      case SlotClaim.Claimed(var task) ->
          new Claim(true, Optional.of(task.value()), Optional.empty());
      case SlotClaim.None(var why) -> new Claim(false, Optional.empty(), Optional.of(why));
    };
  }

  /** A slot as it is told. */
  public static Slot slot(Node.SlotView slot) {
    return new Slot(
        slot.id(),
        Slot.State.valueOf(slot.state().toUpperCase(Locale.ROOT)),
        Optional.ofNullable(slot.name()),
        Optional.ofNullable(slot.role()),
        Optional.ofNullable(slot.description()),
        Optional.ofNullable(slot.model()),
        Optional.ofNullable(slot.task()).map(task -> task.value()),
        slot.tasksCompleted(),
        Cost.of(slot.cost()),
        slot.restartCount(),
        slot.resident(),
        Optional.ofNullable(slot.sessionId()),
        Optional.ofNullable(slot.worktree()),
        slot.pid() == null ? OptionalLong.empty() : OptionalLong.of(slot.pid()));
  }
}
