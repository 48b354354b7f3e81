package dev.agentpool.role;

import dev.agentpool.engine.Refused;
import dev.agentpool.expert.Role;
import dev.agentpool.post.RoleTools;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The MCP server of a pool's roles, a message at a time: whoever has a line to an agent asks here,
 * the daemon for the sessions it runs, and a face for agents elsewhere. Thread-safe.
 */
public final class RoleServer {
  private static final List<String> VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
  private static final String VERSION = "0.5.0";
  private final Map<String, RoleTool> tools = new TreeMap<>();

  RoleServer(List<List<RoleTool>> tools) {
    tools.forEach(some -> some.forEach(tool -> this.tools.put(tool.name(), tool)));
  }

  /** The answer to a message; null where there is none to give. */
  public @Nullable Map<String, Object> answer(RoleCall call, Map<String, Object> message) {
    Object id = message.get("id");
    if (!(message.get("method") instanceof String method)) {
      return id == null ? null : error(id, -32600, "not a request");
    }
    if (id == null) {
      return null; // a notification
    }
    Map<String, Object> given = table(message.get("params"));
    return switch (method) {
      case "initialize" -> result(id, initialized(given));
      case "ping" -> result(id, Map.of());
      case "tools/list" -> result(id, Map.of("tools", listed(call)));
      case "tools/call" -> called(id, call, given);
      default -> error(id, -32601, "method not found: " + method);
    };
  }

  /** For a message that nobody can answer now; null for a notification. */
  static @Nullable Map<String, Object> refused(Map<String, Object> message, String why) {
    Object id = message.get("id");
    return id == null ? null : error(id, -32000, why);
  }

  private static Map<String, Object> initialized(Map<String, Object> given) {
    Object asked = given.get("protocolVersion");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "protocolVersion",
        asked instanceof String text && VERSIONS.contains(text) ? text : VERSIONS.getFirst());
    answer.put("capabilities", Map.of("tools", Map.of("listChanged", true)));
    answer.put("serverInfo", Map.of("name", RoleTools.SERVER, "version", VERSION));
    return answer;
  }

  /** Of a role, by name. */
  private List<RoleTool> of(Optional<Role> role) {
    List<String> names = RoleTools.of(role);
    return tools.values().stream()
        .filter(tool -> names.contains(tool.name()))
        .sorted(Comparator.comparing(RoleTool::name))
        .toList();
  }

  private List<Map<String, Object>> listed(RoleCall call) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (RoleTool tool : of(call.who().role())) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (RoleTool.Parameter parameter : tool.parameters()) {
        properties.put(
            parameter.name(), Map.of("type", "string", "description", parameter.description()));
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("properties", properties);
      schema.put(
          "required",
          tool.parameters().stream()
              .filter(RoleTool.Parameter::required)
              .map(RoleTool.Parameter::name)
              .toList());
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("name", tool.name());
      shown.put("description", tool.description());
      shown.put("inputSchema", schema);
      shown.put("annotations", hints(tool));
      all.add(shown);
    }
    return all;
  }

  private static Map<String, Object> hints(RoleTool tool) {
    return tool.readOnly()
        ? Map.of("readOnlyHint", true)
        : Map.of(
            "readOnlyHint", false,
            "destructiveHint", true,
            "idempotentHint", false,
            "openWorldHint", true);
  }

  private Map<String, Object> called(Object id, RoleCall call, Map<String, Object> given) {
    String name = String.valueOf(given.get("name"));
    RoleTool tool =
        of(call.who().role()).stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElse(null);
    if (tool == null) {
      return error(id, -32602, "tool '" + name + "' not found: tool not found");
    }
    try {
      return result(id, content(tool.run(call, table(given.get("arguments"))), false));
    } catch (ToolFailure failure) {
      return result(id, content(failure.told(), true));
    } catch (Refused refused) {
      return result(id, content(String.valueOf(refused.getMessage()), true));
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return result(id, content(String.valueOf(refused.getMessage()), true));
    }
  }

  private static Map<String, Object> content(String text, boolean failed) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("content", List.of(Map.of("type", "text", "text", text)));
    if (failed) {
      answer.put("isError", true);
    }
    return answer;
  }

  private static Map<String, Object> result(Object id, Map<String, Object> result) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("result", result);
    return answer;
  }

  private static Map<String, Object> error(Object id, int code, String message) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("error", Map.of("code", code, "message", message));
    return answer;
  }

  private static Map<String, Object> table(@Nullable Object value) {
    Map<String, Object> table = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> {
        if (each != null) {
          table.put(String.valueOf(key), each);
        }
      });
    }
    return table;
  }
}
