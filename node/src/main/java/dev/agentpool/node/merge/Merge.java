package dev.agentpool.node.merge;

import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.node.pause.Json;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The merge of a task's or plan's branch.
 *
 * @param into the branch that took it in, or the commit of a detached HEAD
 * @param commits how many came in
 * @param check the command that had succeeded on the merged result; empty when there was none
 * @param submitted when the task was
 * @param tags of the task
 * @param models that it was given and that its agent reported; none of a plan
 * @param undone whether it was taken out again
 */
public record Merge(
    String branch,
    String into,
    int commits,
    String check,
    Instant submitted,
    List<String> tags,
    List<String> models,
    boolean undone) {
  private static final int LONGEST_CHECK = 1_000;

  public Merge {
    tags = List.copyOf(tags);
    models = List.copyOf(models);
  }

  public static Merge of(TaskRecord task, String branch, String into, int commits, String check) {
    String told = check.length() > LONGEST_CHECK ? check.substring(0, LONGEST_CHECK) + "…" : check;
    return new Merge(
        branch, into, commits, told, task.createdAt(), task.spec().tags(), models(task), false);
  }

  Merge takenOut() {
    return new Merge(branch, into, commits, check, submitted, tags, models, true);
  }

  private static List<String> models(TaskRecord task) {
    TreeSet<String> models = new TreeSet<>();
    task.spec().settings().find(SettingKeys.MODEL).ifPresent(models::add);
    TaskResult result = task.result();
    if (result != null) {
      models.add(result.verdict().configuredModel());
      if (result.report().model() != null) {
        models.add(result.report().model());
      }
    }
    models.remove("");
    return List.copyOf(models);
  }

  /** Whether its task is one of those. */
  boolean counts(FigureFilter filter) {
    return !undone
        && (filter.since() == null || !submitted.isBefore(filter.since()))
        && (filter.until() == null || submitted.isBefore(filter.until()))
        && (filter.tags().isEmpty() || !Collections.disjoint(filter.tags(), tags))
        && (filter.model() == null || models.contains(filter.model()));
  }

  static Merge read(String text) {
    JsonNode json = Json.object(text);
    return new Merge(
        json.path("branch").asString(""),
        json.path("into").asString(""),
        json.path("commits").asInt(0),
        json.path("check").asString(""),
        Instant.parse(json.path("submitted").asString("")),
        texts(json.path("tags")),
        texts(json.path("models")),
        json.path("undone").asBoolean(false));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  String text() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("branch", branch);
    plain.put("into", into);
    plain.put("commits", commits);
    plain.put("check", check);
    plain.put("submitted", submitted.toString());
    plain.put("tags", tags);
    plain.put("models", models);
    plain.put("undone", undone);
    return Json.text(plain);
  }
}
