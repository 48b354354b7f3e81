package dev.agentpool.role;

import dev.agentpool.knowledge.Change;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.Waiting;
import dev.agentpool.knowledge.account.ExpertAccount;
import dev.agentpool.knowledge.account.KnownChange;
import dev.agentpool.knowledge.account.KnownEntry;
import dev.agentpool.knowledge.account.KnownWaiting;
import dev.agentpool.paper.PrettyJson;
import dev.agentpool.post.Expert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tools by which a person gives their word on what experts know, through who speaks for them. */
final class WordTools {
  private static final int MOST = 20;
  private static final String PROJECT = "project";
  private final PersonsWord word;

  WordTools(PersonsWord word) {
    this.word = word;
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.looks(
                "review_knowledge",
                "What an expert knows: whose each entry is, in which tasks it was, what waits for"
                    + " the person's word, the last changes.")
            .needs("expert", "who")
            .does(this::review),
        RoleTool.acts(
                "decide_knowledge",
                "The person's word on what an expert knows. Only on their own word.")
            .needs("expert", "who")
            .needs("number", "of what waits, or of the change")
            .needs("decision", "confirm or reject what waits; undo a change")
            .may("layer", "of a shared expert: project or user (the usual)")
            .does(this::decide));
  }

  private static Expert expert(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String name = given.text("expert");
    return call.roster().find(name).orElseThrow(() -> new ToolFailure(call.roster().nobody(name)));
  }

  private String review(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    try {
      ExpertAccount account = word.account(call.pool(), expert(call, given), MOST);
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("entries", account.entries().stream().map(WordTools::entry).toList());
      all.put("waiting", account.waiting().stream().map(WordTools::waiting).toList());
      all.put("changes", account.changes().stream().map(WordTools::change).toList());
      all.put(
          "tasks",
          account.tasks().stream()
              .map(use ->
                  use.task()
                      + ": "
                      + use.shown().size()
                      + " entries, "
                      + use.end().orElse("not ended"))
              .toList());
      all.put("problems", account.problems());
      return PrettyJson.of(all);
    } catch (KnowledgeException e) {
      throw new ToolFailure(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> entry(KnownEntry known) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", known.entry().file().fileName());
    row.put("text", known.entry().text());
    row.put("author", known.entry().origin().author());
    known.entry().origin().taskId().ifPresent(task -> row.put("task", task));
    row.put("at", known.entry().origin().at().toString());
    row.put("counts", known.entry().counts());
    row.put("in_prompts_of", known.use().tasks());
    row.put("completed", known.use().completed());
    row.put("failed", known.use().failed());
    return row;
  }

  private static Map<String, Object> waiting(KnownWaiting known) {
    Waiting wish = known.wish();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", wish.n());
    if (known.isOfProject()) {
      row.put("layer", PROJECT);
    }
    row.put("file", wish.file().fileName());
    row.put("what", wish.what());
    row.put("author", wish.origin().author());
    wish.origin().taskId().ifPresent(task -> row.put("task", task));
    row.put("adds", known.adds());
    row.put("removes", known.removes());
    return row;
  }

  private static String change(KnownChange known) {
    Change change = known.change();
    return (known.isOfProject() ? PROJECT + " " : "")
        + change.n()
        + ": "
        + change.file().fileName()
        + " "
        + change.what()
        + " by "
        + change.origin().author()
        + change.origin().taskId().map(task -> " in " + task).orElse("");
  }

  private String decide(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    if (call.doing().isPresent()) {
      throw new ToolFailure("only a person says what counts; this is a session of the pool");
    }
    Expert expert = expert(call, given);
    long number;
    try {
      number = Long.parseLong(given.text("number").strip());
    } catch (NumberFormatException e) {
      throw new ToolFailure("number must be one that review_knowledge shows");
    }
    PersonsWord.Decision decision =
        switch (given.text("decision")) {
          case "confirm" -> PersonsWord.Decision.CONFIRM;
          case "reject" -> PersonsWord.Decision.REJECT;
          case "undo" -> PersonsWord.Decision.UNDO;
          default -> throw new ToolFailure("decision must be confirm, reject or undo");
        };
    try {
      return told(
          word.decide(call.pool(), expert, given.text("layer").equals(PROJECT), decision, number));
    } catch (KnowledgeException e) {
      throw new ToolFailure(String.valueOf(e.getMessage()));
    }
  }

  private static String told(Changed changed) throws ToolFailure {
    return switch (changed) {
      case Changed.Done(var change) -> change.what() + " (change " + change.n() + ")";
      case Changed.Same _ -> "the file says so already";
      case Changed.Waits(var waiting) -> "this waits itself, as number " + waiting.n();
      case Changed.Refused(String reason) -> throw new ToolFailure(reason);
    };
  }
}
