package dev.agentpool.mailroom.door;

import dev.agentpool.poolsocket.DoorDesk;
import dev.agentpool.role.RoleCall;
import dev.agentpool.role.RoleServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A conversation of MCP about a role's tools, a message a line. */
final class RoleTalk implements DoorDesk.Talk {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};
  private static final int NOT_JSON = -32_700;
  private static final int REFUSED = -32_000;
  private final RoleServer server;
  private final Asking asking;

  /** Who asks, looked at anew for each message: sessions and their tasks end. */
  interface Asking {
    RoleCall now() throws DoorDesk.DoorRefused;
  }

  RoleTalk(RoleServer server, Asking asking) {
    this.server = server;
    this.asking = asking;
  }

  @Override
  public Optional<String> answer(String line) {
    Map<String, Object> message;
    try {
      message = JSON.readValue(line, TABLE);
    } catch (JacksonException e) {
      return Optional.of(error(null, NOT_JSON, "Parse error"));
    }
    if (message == null) {
      return Optional.of(error(null, NOT_JSON, "Parse error"));
    }
    try {
      return Optional.ofNullable(server.answer(asking.now(), message))
          .map(JSON::writeValueAsString);
    } catch (DoorDesk.DoorRefused refused) {
      Object id = message.get("id");
      return id == null
          ? Optional.empty()
          : Optional.of(error(id, REFUSED, String.valueOf(refused.getMessage())));
    }
  }

  private static String error(@Nullable Object id, int code, String text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("error", Map.of("code", code, "message", text));
    return JSON.writeValueAsString(answer);
  }
}
