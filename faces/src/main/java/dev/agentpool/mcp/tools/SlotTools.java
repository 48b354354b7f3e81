package dev.agentpool.mcp.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agentpool.answer.Slot;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.request.ScaleRequest;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The slots themselves: who they are and how many (spec slot-pool 7.6, 7.9). */
final class SlotTools {
  private static final Map<String, Object> COUNT =
      Schema.whole(0, 1_000, "0 only tells how many there are");

  private SlotTools() {}

  static List<Tool> all() {
    return List.of(find(), configure(), claim(), up(), down(), target());
  }

  private record Found(List<Slot> slots, int count) {}

  private static Tool find() {
    return Tool.of("pool_find_slots", "Find slots", "Lists the slots that are as asked.")
        .with(SlotRows.FIND, Found.class)
        .reads()
        .does(call -> {
          List<Slot> slots = call.ask(SlotRows.FIND);
          ArrayNode records = Shapes.array();
          slots.forEach(slot -> records.add(SlotJson.whole(slot)));
          ObjectNode shown = Shapes.object();
          shown.set("slots", records);
          return Answer.of(new Found(slots, slots.size())).mcp(shown);
        });
  }

  private record Configured(
      String slotId, Optional<String> name, Optional<String> role, Optional<String> description) {}

  private static Tool configure() {
    return Tool.of(
            "pool_configure_slot",
            "Configure a slot",
            "Says who a slot is. What is left out stays; an empty text goes back to the pool's"
                + " file.")
        .with(SlotRows.CONFIGURE, Configured.class)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          Slot slot = call.ask(SlotRows.CONFIGURE);
          return Answer.of(new Configured(slot.id(), slot.name(), slot.role(), slot.description()));
        });
  }

  private static Tool claim() {
    return Tool.doing(
        SlotRows.CLAIM,
        "pool_claim",
        "Let a slot claim",
        "Lets an idle slot take the next pending task now. No task is ever taken twice.");
  }

  /**
   * @param details what was done
   * @param target that was asked for
   */
  private record Counted(
      boolean success,
      int newSlotCount,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> details,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> target) {}

  private record Total(int totalSlots) {}

  private static Tool up() {
    return Tool.of("pool_scale_up", "Add slots", "Adds slots, up to the pool's max_slots.")
        .with(PoolRows.SCALE, Counted.class)
        .takes(Fields.NONE.need("count", COUNT))
        .does(call -> by(call, "added", call.whole("count")));
  }

  private static Tool down() {
    return Tool.of(
            "pool_scale_down",
            "Remove slots",
            "Removes slots, idle ones first, down to the pool's min_slots. A busy one finishes its"
                + " task.")
        .with(PoolRows.SCALE, Counted.class)
        .takes(Fields.NONE.need("count", COUNT))
        .hinted(ToolHints.DESTROYS)
        .does(call -> by(call, "removed", -call.whole("count")));
  }

  private static Tool target() {
    return Tool.of(
            "pool_set_target_slots",
            "Set the number of slots",
            "Adds or removes slots until there are so many.")
        .with(PoolRows.SCALE, Counted.class)
        .takes(Fields.NONE.need("target", Schema.whole(0, 1_000, "")))
        .hinted(new ToolHints(false, true, true, false))
        .does(call -> {
          int target = call.whole("target");
          int now = call.ask(PoolRows.SCALE, ScaleRequest.to(target)).currentSlots();
          return counted(now, Optional.empty(), Optional.of(target));
        });
  }

  private static Answer by(Call call, String did, int more) throws Exception {
    int now = call.ask(PoolRows.SCALE, ScaleRequest.by(more)).currentSlots();
    int count = Math.abs(more);
    String details = did + " " + count + (count == 1 ? " slot" : " slots");
    return counted(now, Optional.of(details), Optional.empty());
  }

  private static Answer counted(int now, Optional<String> details, Optional<Integer> target) {
    return Answer.of(new Counted(true, now, details, target)).mcp(new Total(now));
  }
}
