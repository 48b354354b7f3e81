package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Note;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.wire.Shapes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shared context (spec slot-pool 7.8). */
final class ContextTools {
  private static final Fields KEY = Fields.NONE.need("key", Schema.name("one line"));

  private ContextTools() {}

  static List<Tool> all() {
    return List.of(set(), get(), delete(), list());
  }

  /** The names that the coordinator skill of M uses. */
  static List<Tool> aliases() {
    List<Tool> aliases = new ArrayList<>();
    for (Tool tool : all()) {
      aliases.add(tool.alias(tool.name().replaceFirst("context_(.*)", "pool_$1_context")));
    }
    return aliases;
  }

  private static Tool set() {
    return Tool.of(
            "context_set",
            "Set shared context",
            "Sets or replaces a value that every agent of the pool is told from its next task on.")
        .takes(KEY.need("value", Schema.TEXT))
        .gives(KEY.need("set", Schema.FLAG))
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          String key = call.text("key");
          call.engine().context().set(call.pool().id(), key, call.text("value"));
          ObjectNode done = Shapes.object().put("set", true);
          return Answer.text("ok", done.deepCopy().put("key", key)).mcp(done);
        });
  }

  private static Tool get() {
    return Tool.of("context_get", "Get shared context", "Gives a value of the shared context.")
        .takes(KEY)
        .gives(Fields.NONE.need("value", Schema.TEXT_OR_NULL))
        .reads()
        .does(call -> {
          String key = call.text("key");
          Note note = call.engine().context().get(call.pool().id(), key).orElse(null);
          if (note != null) {
            ObjectNode value = Shapes.object().put("value", note.value());
            return Answer.text(note.value(), value).mcp(value);
          }
          Answer none = Answer.of(Shapes.object().putNull("value")).mcp("null");
          if (call.compat() == dev.agentpool.mcp.McpHello.Compat.MCP) {
            return none;
          }
          throw Refused.notFound("key", key);
        });
  }

  private static Tool delete() {
    return Tool.of(
            "context_delete",
            "Delete shared context",
            "Takes a value out of the shared context; no error when there is none.")
        .takes(KEY)
        .gives(Fields.NONE.need("deleted", Schema.FLAG))
        .hinted(new ToolHints(false, true, true, false))
        .does(call -> {
          boolean was = call.engine().context().delete(call.pool().id(), call.text("key"));
          ObjectNode data = Shapes.object().put("deleted", was);
          return Answer.text("ok", data).mcp(data);
        });
  }

  private static Tool list() {
    return Tool.of("context_list", "List shared context", "Gives the whole shared context.")
        .gives(Fields.NONE.need("context", Schema.OBJECT))
        .reads()
        .does(call -> {
          ObjectNode table = Shapes.object();
          ArrayNode entries = Shapes.array();
          for (Note note : call.engine().context().list(call.pool().id())) {
            table.put(note.key(), note.value());
            entries.add(Shapes.texts(List.of(note.key(), note.value())));
          }
          ObjectNode data = Shapes.object();
          data.set("context", table);
          ObjectNode pairs = Shapes.object();
          pairs.set("entries", entries);
          return Answer.of(data).server(Shapes.text(table)).mcp(pairs);
        });
  }
}
