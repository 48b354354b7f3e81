package dev.agentpool.node.note;

import dev.agentpool.node.pause.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which slots a person scaled a pool to.
 *
 * @param ids of the slots there are
 * @param next the number of the next new slot
 * @param fileSlots how many the file asked for then
 */
public record Scaled(List<String> ids, int next, int fileSlots) {
  public Scaled {
    ids = List.copyOf(ids);
  }

  static Scaled read(String text) {
    JsonNode json = Json.object(text);
    List<String> ids = new ArrayList<>();
    json.get("ids").forEach(id -> ids.add(id.stringValue()));
    return new Scaled(ids, json.get("next").intValue(), json.get("file_slots").intValue());
  }

  String text() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("ids", ids);
    plain.put("next", next);
    plain.put("file_slots", fileSlots);
    return Json.text(plain);
  }
}
