package dev.agentpool.role;

import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.Role;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Trust;
import dev.agentpool.knowledge.tool.Caller;
import dev.agentpool.knowledge.tool.CareTools;
import dev.agentpool.knowledge.tool.Neighbours;
import dev.agentpool.knowledge.tool.OwnTools;
import dev.agentpool.knowledge.tool.ToolRefusal;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.post.Expert;
import java.util.List;
import java.util.Optional;

/** Tools by which experts read and write what they know, and the researcher what others do. */
final class StateTools {
  private final Ledger ledger;
  private final Handwritings handwritings;

  StateTools(Ledger ledger) {
    this.ledger = ledger;
    this.handwritings = new Handwritings(ledger);
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.looks("read_state", "What you know: identity, state and errors.")
            .does(own((tools, caller, _, _) -> tools.readState(caller))),
        RoleTool.acts("update_state", "Replace your state with what is true now.")
            .needs("content", "the whole state, in Markdown")
            .may("scope", "of a shared expert: project (the usual) or user")
            .does(
                own((tools, caller, _, given) ->
                    tools.updateState(caller, given.text("content"), given.text("scope")))),
        RoleTool.acts("append_error", "Note a mistake, or a pitfall, and how it was solved.")
            .needs("entry", "in Markdown")
            .does(own((tools, caller, _, given) -> tools.appendError(caller, given.text("entry")))),
        RoleTool.acts("flag_promotion", "Say that something has proved itself.")
            .needs("pattern", "what")
            .may("reason", "why you think so")
            .does(
                own((tools, caller, _, given) ->
                    tools.flagPromotion(caller, given.text("pattern"), given.text("reason")))),
        RoleTool.looks("recall", "The log of a task.")
            .needs("task_id", "which")
            .does(
                own((tools, caller, others, given) ->
                    tools.recall(caller, others, given.text("task_id")))),
        RoleTool.looks("search_index", "Your tasks whose row has these words.")
            .needs("query", "the words")
            .does(own((tools, caller, _, given) -> tools.searchIndex(caller, given.text("query")))),
        RoleTool.looks("list_experts", "All experts of the pool.").does(this::list),
        RoleTool.looks("read_expert_state", "What an expert knows.")
            .needs("expert", "who")
            .may("file", "identity, state, errors or all")
            .does(
                care((tools, caller, others, given) ->
                    tools.readExpertState(
                        caller, others, given.text("expert"), given.text("file")))),
        RoleTool.looks("read_expert_logs", "The last tasks of an expert.")
            .needs("expert", "who")
            .may("count", "how many; 10 where it is not said")
            .may("query", "only those whose row has these words")
            .does(
                care((tools, _, others, given) ->
                    tools.readExpertLogs(
                        others, given.text("expert"), given.text("count"), given.text("query")))),
        RoleTool.looks("enrich_state", "All that is needed to look after what an expert knows.")
            .needs("expert", "who")
            .does(
                care((tools, caller, others, given) ->
                    tools.enrichState(caller, others, given.text("expert")))),
        RoleTool.acts("write_expert_state", "Replace an expert's state or errors.")
            .needs("expert", "who")
            .needs("content", "the whole file, in Markdown")
            .may("file", "state (the usual) or errors")
            .may("layer", "of a shared expert: project or user")
            .does(
                care((tools, caller, others, given) ->
                    tools.writeExpertState(
                        caller,
                        others,
                        given.text("expert"),
                        given.text("content"),
                        given.text("file"),
                        given.text("layer")))),
        RoleTool.acts("promote_pattern", "Write what has proved itself into an expert's identity.")
            .needs("expert", "who")
            .needs("pattern", "what, in Markdown")
            .may("section", "under which heading")
            .does(
                care((tools, caller, others, given) ->
                    tools.promotePattern(
                        caller,
                        others,
                        given.text("expert"),
                        given.text("pattern"),
                        given.text("section")))));
  }

  private interface Use<T> {
    String answer(T tools, Caller caller, Neighbours others, RoleTool.Arguments given)
        throws ToolRefusal;
  }

  private RoleTool.Work own(Use<OwnTools> use) {
    return (call, given) -> used(new OwnTools(handwriting(call)), use, call, given);
  }

  private RoleTool.Work care(Use<CareTools> use) {
    return (call, given) -> used(new CareTools(handwriting(call)), use, call, given);
  }

  private Handwriting handwriting(RoleCall call) {
    return handwritings.of(call.pool().id());
  }

  private <T> String used(T tools, Use<T> use, RoleCall call, RoleTool.Arguments given)
      throws ToolFailure {
    try {
      return use.answer(tools, caller(call), neighbours(call), given);
    } catch (ToolRefusal refusal) {
      throw new ToolFailure(refusal.told());
    }
  }

  /** What a session learns from a mail of nobody knows whom waits for a person's word. */
  private Caller caller(RoleCall call) {
    Trust trust =
        call.doing().filter(doing -> !doing.verified()).isPresent()
            ? Trust.UNTRUSTED
            : Trust.TRUSTED;
    return new Caller(
        call.who().place(),
        call.doing().map(doing -> doing.mail().id().value()).orElse(null),
        trust,
        ledger.now());
  }

  private static Neighbours neighbours(RoleCall call) {
    List<Expert> experts = call.roster().experts();
    List<ExpertPlace> own =
        experts.stream().filter(it -> !it.isShared()).map(Expert::place).sorted(byName()).toList();
    List<ExpertPlace> shared =
        experts.stream().filter(Expert::isShared).map(Expert::place).toList();
    List<ExpertPlace> roles =
        call.roster().all().stream()
            .filter(it -> it.role().isPresent())
            .map(Expert::place)
            .toList();
    return new Neighbours(
        java.util.stream.Stream.concat(own.stream(), shared.stream()).toList(), roles);
  }

  private static java.util.Comparator<ExpertPlace> byName() {
    return java.util.Comparator.comparing(ExpertPlace::name);
  }

  private String list(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    return call.who().role().equals(Optional.of(Role.RESEARCHER))
        ? care((tools, _, others, _) -> tools.listExperts(others)).answer(call, given)
        : ConciergeTools.experts(call);
  }
}
