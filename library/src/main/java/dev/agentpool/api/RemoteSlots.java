package dev.agentpool.api;

import dev.agentpool.answer.Slot;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.request.SlotFilter;
import dev.agentpool.request.SlotName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The slots, asked over the daemon's socket. */
record RemoteSlots(Calls calls) implements Slots {
  @Override
  public List<Slot> list() {
    return find(SlotFilter.ALL);
  }

  @Override
  public List<Slot> find(SlotFilter filter) {
    return calls.ask(SlotRows.FIND, filter);
  }

  @Override
  public Slot get(String id) {
    return calls.ask(SlotRows.GET, new SlotName(id));
  }

  @Override
  public Slot configure(String id, SlotOptions options) {
    return calls.ask(SlotRows.CONFIGURE, options.request(id));
  }

  @Override
  public Slot restart(String id) {
    return calls.ask(SlotRows.RESTART, new SlotName(id));
  }

  @Override
  public int scaleUp(int count) {
    return scale("delta", positive(count));
  }

  @Override
  public int scaleDown(int count) {
    return scale("delta", -positive(count));
  }

  @Override
  public int target(int count) {
    return scale("target", positive(count));
  }

  private static int positive(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of slots is 0 or more, not " + count);
    }
    return count;
  }

  private int scale(String name, int number) {
    JsonNode answer = calls.post(Calls.path("pool", "scale"), Map.of(name, number));
    return Answer.number(answer, "current_slots");
  }

  Optional<TaskHandle> claim(String slot) {
    return calls
        .ask(SlotRows.CLAIM, new SlotName(slot))
        .taskId()
        .map(id -> new RemoteTask(calls, id));
  }
}
