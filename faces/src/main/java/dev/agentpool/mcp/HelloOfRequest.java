package dev.agentpool.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the hello out of a request's query, and of its headers where the query is silent. */
final class HelloOfRequest {
  private HelloOfRequest() {}

  static McpHello read(HttpServletRequest request) {
    Map<String, Object> said = new HashMap<>();
    for (String key : request.getParameterMap().keySet()) {
      said.put(key, request.getParameter(key));
    }
    putIfSaid(said, "dir", request.getHeader("X-Agentpool-Dir"));
    putIfSaid(said, "toolsets", request.getHeader("X-Agentpool-Toolsets"));
    putIfSaid(said, "compat", request.getHeader("X-Agentpool-Compat"));
    said.computeIfPresent("toolsets", (_, names) -> names(names.toString()));
    return McpHello.of(said);
  }

  private static void putIfSaid(Map<String, Object> said, String key, @Nullable String value) {
    if (value != null) {
      said.putIfAbsent(key, value);
    }
  }

  private static List<String> names(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
