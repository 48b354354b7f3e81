package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Slot;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.SlotRows;
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
  private static final Fields SCALED =
      Fields.NONE
          .need("success", Schema.FLAG)
          .need("new_slot_count", Schema.WHOLE)
          .may("details", Schema.TEXT)
          .may("target", Schema.WHOLE);

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

  private static Tool up() {
    return Tool.of("pool_scale_up", "Add slots", "Adds slots, up to the pool's max_slots.")
        .takes(Fields.NONE.need("count", COUNT))
        .gives(SCALED)
        .does(call -> {
          int count = call.whole("count");
          int now = call.engine().slots().scaleUp(call.pool().id(), count);
          return scaled(now, details("added", count));
        });
  }

  private static Tool down() {
    return Tool.of(
            "pool_scale_down",
            "Remove slots",
            "Removes slots, idle ones first, down to the pool's min_slots. A busy one finishes its"
                + " task.")
        .takes(Fields.NONE.need("count", COUNT))
        .gives(SCALED)
        .hinted(ToolHints.DESTROYS)
        .does(call -> {
          int count = call.whole("count");
          int now = call.engine().slots().scaleDown(call.pool().id(), count);
          return scaled(now, details("removed", count));
        });
  }

  private static Tool target() {
    return Tool.of(
            "pool_set_target_slots",
            "Set the number of slots",
            "Adds or removes slots until there are so many.")
        .takes(Fields.NONE.need("target", Schema.whole(0, 1_000, "")))
        .gives(SCALED)
        .hinted(new ToolHints(false, true, true, false))
        .does(call -> {
          int target = call.whole("target");
          return scaled(
              call.engine().slots().setTarget(call.pool().id(), target),
              Shapes.object().put("target", target));
        });
  }

  private static Answer scaled(int now, ObjectNode more) {
    ObjectNode data = Shapes.object().put("success", true).put("new_slot_count", now);
    data.setAll(more);
    return Answer.of(data).mcp(Shapes.object().put("total_slots", now));
  }

  private static ObjectNode details(String did, int count) {
    return Shapes.object().put("details", did + " " + count + (count == 1 ? " slot" : " slots"));
  }
}
