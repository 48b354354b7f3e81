package dev.agentpool.mcp.tools;

import dev.agentpool.answer.ContextEntry;
import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.ContextRows;
import dev.agentpool.wire.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shared context (spec slot-pool 7.8). */
final class ContextTools {
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

  private record Was(String key, boolean set) {}

  private record JustSet(boolean set) {}

  private static Tool set() {
    return Tool.of(
            "context_set",
            "Set shared context",
            "Sets or replaces a value that every agent of the pool is told from its next task on.")
        .with(ContextRows.SET, Was.class)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          call.ask(ContextRows.SET);
          return Answer.text("ok", new Was(call.text("key"), true)).mcp(new JustSet(true));
        });
  }

  private record Value(Optional<String> value) {}

  private static Tool get() {
    return Tool.of("context_get", "Get shared context", "Gives a value of the shared context.")
        .with(ContextRows.GET, Value.class)
        .reads()
        .does(call -> {
          Optional<ContextEntry> entry =
              call.compat() == Compat.MCP
                  ? call.find(ContextRows.GET)
                  : Optional.of(call.ask(ContextRows.GET));
          Value value = new Value(entry.map(ContextEntry::value));
          return entry
              .map(found -> Answer.text(found.value(), value).mcp(value))
              .orElseGet(() -> Answer.of(value).mcp("null"));
        });
  }

  private record Deleted(boolean deleted) {}

  private static Tool delete() {
    return Tool.of(
            "context_delete",
            "Delete shared context",
            "Takes a value out of the shared context; no error when there is none.")
        .with(ContextRows.DELETE, Deleted.class)
        .hinted(new ToolHints(false, true, true, false))
        .does(call -> {
          Deleted deleted = new Deleted(call.find(ContextRows.DELETE).isPresent());
          return Answer.text("ok", deleted).mcp(deleted);
        });
  }

  private record Context(Map<String, String> context) {}

  private record Entries(List<List<String>> entries) {}

  private static Tool list() {
    return Tool.of("context_list", "List shared context", "Gives the whole shared context.")
        .with(ContextRows.LIST, Context.class)
        .reads()
        .does(call -> {
          Map<String, String> table = new LinkedHashMap<>();
          List<List<String>> entries = new ArrayList<>();
          for (ContextEntry entry : call.ask(ContextRows.LIST)) {
            table.put(entry.key(), entry.value());
            entries.add(List.of(entry.key(), entry.value()));
          }
          return Answer.of(new Context(table)).server(Shapes.text(table)).mcp(new Entries(entries));
        });
  }
}
