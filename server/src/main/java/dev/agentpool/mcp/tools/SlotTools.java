package dev.agentpool.mcp.tools;

import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotClaim;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The slots themselves: who they are and how many (spec slot-pool 7.6, 7.9). */
final class SlotTools {
  private static final Map<String, Object> COUNT =
      Schema.whole(0, 1_000, "0 only tells how many there are");
  private static final Fields SLOT_ID = Fields.NONE.need("slot_id", Schema.name("as in slot-0"));
  private static final List<String> STATES = List.of("idle", "busy", "stopped", "errored");
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

  private static Tool find() {
    return Tool.of("pool_find_slots", "Find slots", "Lists the slots that are as asked.")
        .takes(
            Fields.NONE
                .may("name", Schema.text(""))
                .may("role", Schema.text(""))
                .may("state", Schema.choice("", STATES)))
        .gives(Fields.NONE.need("slots", Schema.OBJECTS).need("count", Schema.WHOLE))
        .reads()
        .does(call -> {
          ArrayNode brief = Shapes.array();
          ArrayNode whole = Shapes.array();
          for (Node.SlotView slot : call.engine().slots().slots(call.pool().id())) {
            if (isLike(call.textOrNull("name"), slot.name())
                && isLike(call.textOrNull("role"), slot.role())
                && isIn(call.textOrNull("state"), slot)) {
              brief.add(SlotJson.brief(slot));
              whole.add(SlotJson.whole(slot));
            }
          }
          ObjectNode data = Shapes.object();
          data.set("slots", brief);
          ObjectNode records = Shapes.object();
          records.set("slots", whole);
          return Answer.of(data.put("count", brief.size())).mcp(records);
        });
  }

  private static boolean isLike(@Nullable String asked, @Nullable String is) {
    return asked == null || asked.isBlank() || asked.equals(is);
  }

  private static boolean isIn(@Nullable String asked, Node.SlotView slot) {
    return asked == null || slot.state().equals(asked);
  }

  private static Tool configure() {
    return Tool.of(
            "pool_configure_slot",
            "Configure a slot",
            "Says who a slot is. What is left out stays; an empty text goes back to the pool's"
                + " file.")
        .takes(
            SLOT_ID
                .may("name", Schema.text(""))
                .may("role", Schema.text(""))
                .may("description", Schema.text("")))
        .gives(
            SLOT_ID
                .need("name", Schema.TEXT_OR_NULL)
                .need("role", Schema.TEXT_OR_NULL)
                .need("description", Schema.TEXT_OR_NULL))
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          Node.SlotView slot =
              call.engine()
                  .slots()
                  .configure(
                      call.pool().id(),
                      call.text("slot_id"),
                      call.textOrNull("name"),
                      call.textOrNull("role"),
                      call.textOrNull("description"),
                      null);
          return Answer.of(
              Shapes.object()
                  .put("slot_id", slot.id())
                  .put("name", slot.name())
                  .put("role", slot.role())
                  .put("description", slot.description()));
        });
  }

  private static Tool claim() {
    return Tool.of(
            "pool_claim",
            "Let a slot claim",
            "Lets an idle slot take the next pending task now. No task is ever taken twice.")
        .takes(SLOT_ID)
        .gives(
            Fields.NONE
                .need("claimed", Schema.FLAG)
                .need("task_id", Schema.TEXT_OR_NULL)
                .may("reason", Schema.TEXT))
        .does(call ->
            Answer.of(
                switch (call.engine().slots().claim(call.pool().id(), call.text("slot_id"))) {
                  case SlotClaim.Claimed claimed ->
                      Shapes.object().put("claimed", true).put("task_id", claimed.task().value());
                  case SlotClaim.None none ->
                      Shapes.object()
                          .put("claimed", false)
                          .putNull("task_id")
                          .put("reason", none.why());
                }));
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
