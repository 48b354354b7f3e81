package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer that is an error: RFC 9457, with agentpool's stable code. */
record HttpRefusal(int status, String code, String detail, Map<String, String> headers) {

  HttpRefusal(int status, String code, String detail) {
    this(status, code, detail, Map.of());
  }

  void send(HttpServletResponse response, McpJsonMapper json) throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:agentpool:error:" + code.replace('_', '-'));
    problem.put("title", code.replace('_', ' '));
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("code", code);
    byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
