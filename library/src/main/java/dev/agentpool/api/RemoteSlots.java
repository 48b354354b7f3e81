package dev.agentpool.api;

import dev.agentpool.answer.Slot;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.request.ScaleRequest;
import dev.agentpool.request.SlotFilter;
import dev.agentpool.request.SlotName;
import java.util.List;
import java.util.Optional;

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
    return scale(ScaleRequest.by(positive(count)));
  }

  @Override
  public int scaleDown(int count) {
    return scale(ScaleRequest.by(-positive(count)));
  }

  @Override
  public int target(int count) {
    return scale(ScaleRequest.to(positive(count)));
  }

  private static int positive(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of slots is 0 or more, not " + count);
    }
    return count;
  }

  private int scale(ScaleRequest request) {
    return calls.ask(PoolRows.SCALE, request).currentSlots();
  }

  Optional<TaskHandle> claim(String slot) {
    return calls
        .ask(SlotRows.CLAIM, new SlotName(slot))
        .taskId()
        .map(id -> new RemoteTask(calls, id));
  }
}
