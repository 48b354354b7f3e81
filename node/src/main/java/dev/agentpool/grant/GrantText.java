package dev.agentpool.grant;

import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grants as the text of a note: JSON. */
final class GrantText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GrantText() {}

  static String write(Grant grant) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("digest", grant.digest());
    plain.put("what", grant.what());
    plain.put("provider", grant.provider());
    plain.put("tool", grant.tool());
    grant.session().ifPresent(session -> plain.put("session", session));
    plain.put("by", grant.by());
    plain.put("since", grant.since().toString());
    plain.put("until", grant.until().toString());
    plain.put("question", grant.question().value());
    plain.put("task", grant.task().value());
    grant.revoked().ifPresent(at -> plain.put("revoked", at.toString()));
    return JSON.writeValueAsString(plain);
  }

  /** Throws for a text that is none: what cannot be read allows nothing. */
  static Grant read(String text) {
    JsonNode json = JSON.readTree(text);
    String digest = need(json, "digest");
    return new Grant(
        Grant.idOf(digest),
        digest,
        need(json, "what"),
        need(json, "provider"),
        need(json, "tool"),
        Optional.ofNullable(json.path("session").asString(null)),
        need(json, "by"),
        Instant.parse(need(json, "since")),
        Instant.parse(need(json, "until")),
        new QuestionId(need(json, "question")),
        new TaskId(need(json, "task")),
        Optional.ofNullable(json.path("revoked").asString(null)).map(Instant::parse));
  }

  private static String need(JsonNode json, String member) {
    JsonNode value = json.path(member);
    if (!value.isString()) {
      throw new IllegalArgumentException("a grant has a text " + member);
    }
    return value.asString();
  }
}
