package dev.agentpool.examples;

import dev.agentpool.answer.DrainSummary;
import dev.agentpool.answer.Message;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.Slot;
import dev.agentpool.api.Messages;
import dev.agentpool.api.Pool;
import dev.agentpool.api.SharedContext;
import dev.agentpool.api.SlotOptions;
import dev.agentpool.api.Slots;
import dev.agentpool.api.TaskHandle;
import dev.agentpool.request.SlotFilter;
import java.nio.file.Path;
import java.time.Duration;

/** The slots of a pool: who they are, what they are told, how many there are. */
public final class SlotsExample {
  private SlotsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      identity(pool);
      scaling(pool);
      context(pool);
      message(pool);
      messages(pool);
      System.out.println(pool.claim("slot-0").map(TaskHandle::id).orElse("nothing to do"));
      standing(pool);
      drain(pool);
    }
  }

  private static void identity(Pool pool) {
    SlotOptions reviewer =
        SlotOptions.DEFAULTS
            .withName("careful")
            .withRole("reviewer")
            .withDescription("reads, never writes")
            .withSetting("workspace", "read_only");
    System.out.println(pool.slots().configure("slot-0", reviewer).name().orElse("nameless"));
    SlotFilter idleReviewers = SlotFilter.ALL.withRole("reviewer").withState(Slot.State.IDLE);
    System.out.println(pool.slots().find(idleReviewers).size() + " reviewers are idle");
    for (Slot slot : pool.slots().list()) {
      System.out.println(slot.id() + " " + slot.state() + " " + slot.cost());
    }
  }

  private static void scaling(Pool pool) {
    Slots slots = pool.slots();
    int before = slots.list().size();
    System.out.println(slots.scaleUp(1) + " slots instead of " + before);
    System.out.println(slots.target(before) + " again");
  }

  private static void context(Pool pool) {
    SharedContext context = pool.context();
    context.set("style", "British spelling");
    System.out.println(context.get("style").orElse("none") + ", of " + context.list().size());
    context.delete("style");
  }

  private static void message(Pool pool) {
    pool.messages().send("coordinator", "slot-0", "The API has changed.");
    for (Message message : pool.messages().read("slot-0")) {
      System.out.println(message.from() + ": " + message.content());
    }
  }

  private static void messages(Pool pool) {
    Messages messages = pool.messages();
    messages.send("coordinator", "slot-0", "The API has changed.");
    messages.broadcast("coordinator", "Stop at six.");
    System.out.println(messages.count("slot-0") + " wait, the first: " + messages.peek("slot-0"));
    System.out.println(messages.read("slot-0").size() + " read");
  }

  private static void standing(Pool pool) {
    PoolStatus status = pool.status();
    System.out.println(status.idleSlots() + " of " + status.totalSlots() + " slots are idle");
  }

  private static void drain(Pool pool) {
    DrainSummary summary = pool.drain(Duration.ofSeconds(30));
    System.out.println(summary.totalTasksCompleted() + " tasks for " + summary.totalCost());
    pool.resume();
  }
}
