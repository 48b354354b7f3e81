package dev.agentpool.knowledge.tool;

import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.expert.log.LogIndex;
import dev.agentpool.expert.log.SessionResult;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Source;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.PrettyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tools by which the researcher looks after what others know. */
public final class CareTools {
  /** Under which a pattern stands in an identity where nothing else is said. */
  public static final String USUAL_SECTION = "## Graduated Patterns";

  private static final int USUAL_ROWS = 10;
  private static final int MOST_ROWS = 1_000;
  private static final int LOGS = 3;
  private static final int MOST_OF_A_LOG = 6_000;
  private final Handwriting handwriting;

  public CareTools(Handwriting handwriting) {
    this.handwriting = handwriting;
  }

  private ExpertStores stores(ExpertPlace place) {
    return ExpertStores.of(place, handwriting);
  }

  /** {@code list_experts}. */
  public String listExperts(Neighbours neighbours) throws ToolRefusal {
    List<Map<String, Object>> experts = new ArrayList<>();
    for (ExpertPlace place : neighbours.experts()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", place.name().value());
      row.put("type", place.isShared() ? "shared" : "pool");
      row.put("state_bytes", size(place.state()));
      row.put("log_count", logs(place).size());
      List<String> last = rows(place, 1);
      if (!last.isEmpty()) {
        row.put("last_task", LogIndex.task(last.getFirst()));
      }
      experts.add(row);
    }
    return PrettyJson.of(experts.isEmpty() ? null : experts);
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static List<String> logs(ExpertPlace place) throws ToolRefusal {
    try {
      return new ExpertLogs(place.logs()).tasks();
    } catch (IOException e) {
      throw new ToolRefusal("reading logs: " + e);
    }
  }

  private static List<String> rows(ExpertPlace place, int count) throws ToolRefusal {
    try {
      return new ExpertLogs(place.logs()).index().last(count);
    } catch (IOException e) {
      throw new ToolRefusal("reading index: " + e);
    }
  }

  /**
   * {@code read_expert_state}.
   *
   * @param file {@code identity}, {@code state}, {@code errors}, {@code all}; empty for all
   */
  public String readExpertState(Caller caller, Neighbours neighbours, String expert, String file)
      throws ToolRefusal {
    ExpertPlace place = neighbours.find(expert);
    if (file.isEmpty() || file.equals("all")) {
      return OwnTools.attempt(
          "reading state", () -> PrettyJson.of(Shown.all(stores(place), caller.task())));
    }
    Optional<KnowledgeFile> one = KnowledgeFile.named(file);
    if (one.isEmpty()) {
      throw new ToolRefusal(
          "invalid file " + GoText.quoted(file) + ": use 'identity', 'state', 'errors', or 'all'");
    }
    KnowledgeStore store = stores(place).own();
    Knowledge knowledge = OwnTools.attempt("reading " + one.get().fileName(), store::read);
    saw(caller, store, one.get(), knowledge);
    return knowledge.counts(one.get());
  }

  private static void saw(
      Caller caller, KnowledgeStore store, KnowledgeFile file, Knowledge knowledge) {
    String task = caller.task();
    if (task != null && !knowledge.texts().isEmpty()) {
      store.saw(task, Map.of(file, knowledge.counts(file)));
    }
  }

  /**
   * {@code read_expert_logs}.
   *
   * @param count how many rows, as it was written; the usual number for what is none
   * @param query what they have to hold; empty for anything
   */
  public String readExpertLogs(Neighbours neighbours, String expert, String count, String query)
      throws ToolRefusal {
    ExpertPlace place = neighbours.find(expert);
    List<String> rows = rows(place, Integer.MAX_VALUE);
    if (rows.isEmpty()) {
      return "no log entries yet";
    }
    String wanted = query.toLowerCase(Locale.ROOT);
    List<String> found =
        rows.stream().filter(row -> row.toLowerCase(Locale.ROOT).contains(wanted)).toList();
    int most = number(count);
    List<String> last = found.subList(Math.max(0, found.size() - most), found.size());
    return last.isEmpty() ? "no matching entries found" : String.join("\n", last);
  }

  private static int number(String count) {
    try {
      int number = Integer.parseInt(count.strip());
      return number <= 0 ? USUAL_ROWS : Math.min(number, MOST_ROWS);
    } catch (NumberFormatException none) {
      return USUAL_ROWS;
    }
  }

  /** {@code enrich_state}: what an expert knows beside what it did lately. */
  public String enrichState(Caller caller, Neighbours neighbours, String expert)
      throws ToolRefusal {
    ExpertPlace place = neighbours.find(expert);
    Map<String, Object> all =
        OwnTools.attempt("reading state", () -> Shown.all(stores(place), caller.task()));
    List<String> rows = rows(place, USUAL_ROWS);
    all.put("recent_index", rows);
    all.put("recent_logs", recent(place, rows));
    return PrettyJson.of(all);
  }

  /** The newest sessions, by the table: what they said at their end, and the end of their log. */
  private static List<Map<String, Object>> recent(ExpertPlace place, List<String> rows)
      throws ToolRefusal {
    List<Map<String, Object>> logs = new ArrayList<>();
    try {
      List<String> there = new ExpertLogs(place.logs()).tasks();
      List<String> named = rows.stream().map(LogIndex::task).filter(there::contains).toList();
      List<String> tasks = named.isEmpty() ? there : named;
      for (String task : tasks.subList(Math.max(0, tasks.size() - LOGS), tasks.size())) {
        String log = new ExpertLogs(place.logs()).recall(task).orElse("");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("task_id", task);
        row.put(
            "summary",
            SessionResult.in(log).map(SessionResult::summary).orElse(SessionResult.noSummary()));
        row.put("log", ToolText.bounded(log.strip(), MOST_OF_A_LOG));
        logs.add(row);
      }
    } catch (IOException e) {
      throw new ToolRefusal("reading logs: " + e);
    }
    return logs;
  }

  /**
   * {@code write_expert_state}.
   *
   * @param file {@code state} or {@code errors}; empty for the state
   * @param layer {@code project} for what a shared expert knows of this pool's project
   */
  public String writeExpertState(
      Caller caller,
      Neighbours neighbours,
      String expert,
      String content,
      String file,
      String layer)
      throws ToolRefusal {
    ExpertStores stores = stores(neighbours.find(expert));
    KnowledgeFile target =
        switch (file) {
          case "", "state" -> KnowledgeFile.STATE;
          case "errors" -> KnowledgeFile.ERRORS;
          default ->
              throw new ToolRefusal(
                  "invalid file " + GoText.quoted(file) + ": use 'state' or 'errors'");
        };
    boolean ofProject = target == KnowledgeFile.STATE && layer.equals("project");
    KnowledgeStore store = ofProject ? stores.project().orElse(stores.own()) : stores.own();
    String doing = "writing " + target.word();
    Changed changed =
        OwnTools.attempt(
            doing, () -> store.replace(target, content, caller.origin(Source.CURATION)));
    String text =
        expert
            + "/"
            + target.fileName()
            + " updated ("
            + content.getBytes(StandardCharsets.UTF_8).length
            + " bytes)";
    boolean layered = target == KnowledgeFile.STATE && stores.isShared();
    return OwnTools.done(
        doing,
        changed,
        layered ? text + " (layer: " + (ofProject ? "project" : "user") + ")" : text);
  }

  /**
   * {@code promote_pattern}.
   *
   * @param section the heading to put it under; empty for the usual one
   */
  public String promotePattern(
      Caller caller, Neighbours neighbours, String expert, String pattern, String section)
      throws ToolRefusal {
    KnowledgeStore store = stores(neighbours.find(expert)).own();
    String heading = section.isBlank() ? USUAL_SECTION : section.strip();
    Changed changed =
        OwnTools.attempt(
            "promoting pattern",
            () -> store.promote(pattern, heading, caller.origin(Source.CURATION)));
    return OwnTools.done(
        "promoting pattern",
        changed,
        "pattern promoted to " + expert + "/identity.md under " + "\"" + heading + "\"");
  }
}
