package dev.agentpool.knowledge.tool;

import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.Role;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.Trust;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.PrettyJson;
import dev.agentpool.paper.SafeName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The tools that every role has for what it knows itself. */
public final class OwnTools {
  private static final int MOST_RECALLED = 100_000;
  private final Handwriting handwriting;

  public OwnTools(Handwriting handwriting) {
    this.handwriting = handwriting;
  }

  private ExpertStores stores(Caller caller) {
    return ExpertStores.of(caller.place(), handwriting);
  }

  /** {@code read_state}. */
  public String readState(Caller caller) throws ToolRefusal {
    return attempt("reading state", () -> PrettyJson.of(Shown.all(stores(caller), caller.task())));
  }

  /**
   * {@code update_state}.
   *
   * @param scope {@code user} or {@code project}, empty for the usual one; only of a shared expert
   */
  public String updateState(Caller caller, String content, String scope) throws ToolRefusal {
    ExpertStores stores = stores(caller);
    KnowledgeStore store = stores.own();
    String which = "state.md";
    if (stores.project().isPresent()) {
      switch (scope) {
        case "user" -> which = "user-level state.md";
        case "", "project" -> {
          which = "project-level state.md";
          store = stores.project().get();
        }
        default ->
            throw new ToolRefusal(
                "invalid scope " + GoText.quoted(scope) + ": use 'user' or 'project'");
      }
    }
    KnowledgeStore target = store;
    Changed changed =
        attempt(
            "writing state",
            () -> target.replace(KnowledgeFile.STATE, content, caller.origin(Source.TOOL)));
    return done("writing state", changed, which + " updated");
  }

  /** {@code append_error}. */
  public String appendError(Caller caller, String entry) throws ToolRefusal {
    Changed changed =
        attempt(
            "appending error",
            () -> stores(caller).own().append(entry, caller.origin(Source.TOOL)));
    return done("appending error", changed, "error entry appended to errors.md");
  }

  /** {@code flag_promotion}: names a pattern for the next curation. */
  public String flagPromotion(Caller caller, String pattern, String reason) throws ToolRefusal {
    if (caller.trust() == Trust.UNTRUSTED) {
      throw new ToolRefusal(
          "flagging pattern: this task came from nobody knows whom, so nothing of it is kept for"
              + " good; say it in your answer instead");
    }
    Changed changed =
        attempt(
            "flagging pattern",
            () -> stores(caller).own().flag(pattern, reason, caller.origin(Source.TOOL)));
    return done("flagging pattern", changed, "pattern flagged for the next curation");
  }

  /**
   * {@code recall}: the log of a task of one's own. Roles, who ask others, find those of others
   * too.
   */
  public String recall(Caller caller, Neighbours neighbours, String task) throws ToolRefusal {
    if (!SafeName.isSafe(task)) {
      throw new ToolRefusal(
          "reading log: invalid task ID " + GoText.quoted(task) + ": must be a simple filename");
    }
    Stream<ExpertPlace> others =
        Role.of(caller.name()).isPresent() ? neighbours.all() : Stream.empty();
    try {
      for (ExpertPlace place : Stream.concat(Stream.of(caller.place()), others).toList()) {
        Optional<String> log = new ExpertLogs(place.logs()).recall(task);
        if (log.isPresent()) {
          return ToolText.bounded(log.get(), MOST_RECALLED);
        }
      }
    } catch (IOException e) {
      throw new ToolRefusal("reading log: " + e);
    }
    throw new ToolRefusal("reading log: " + ExpertLogs.notFound(task));
  }

  /** {@code search_index}. */
  public String searchIndex(Caller caller, String query) throws ToolRefusal {
    try {
      List<String> rows = new ExpertLogs(caller.place().logs()).index().search(query);
      return rows.isEmpty()
          ? "no matching tasks found"
          : ToolText.bounded(String.join("\n", rows), MOST_RECALLED);
    } catch (IOException e) {
      throw new ToolRefusal("searching index: " + e);
    }
  }

  static <T> T attempt(String doing, Supplier<T> work) throws ToolRefusal {
    try {
      return work.get();
    } catch (KnowledgeException e) {
      throw new ToolRefusal(doing + ": " + e.getMessage());
    }
  }

  /** What is told of a change. */
  static String done(String doing, Changed changed, String text) throws ToolRefusal {
    return switch (changed) {
      case Changed.Done _, Changed.Same _ -> text;
      case Changed.Waits(var waiting) ->
          "this waits for a person's word (number "
              + waiting.n()
              + "), as your task came from nobody knows whom; the file is unchanged until then";
      case Changed.Refused(String reason) -> throw new ToolRefusal(doing + ": " + reason);
    };
  }
}
