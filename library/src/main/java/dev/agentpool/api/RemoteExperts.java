package dev.agentpool.api;

import dev.agentpool.answer.ContractList;
import dev.agentpool.answer.ContractShown;
import dev.agentpool.answer.ContractVersions;
import dev.agentpool.answer.Curation;
import dev.agentpool.answer.ExpertKnowledge;
import dev.agentpool.answer.ExpertRow;
import dev.agentpool.answer.FormulaList;
import dev.agentpool.answer.FormulaShown;
import dev.agentpool.answer.FormulaStarted;
import dev.agentpool.answer.WordList;
import dev.agentpool.operation.ContractRows;
import dev.agentpool.operation.ExpertRows;
import dev.agentpool.operation.FormulaRows;
import dev.agentpool.operation.KnowledgeRows;
import dev.agentpool.request.ContractName;
import dev.agentpool.request.ContractRequest;
import dev.agentpool.request.CurateRequest;
import dev.agentpool.request.ExpertRequest;
import dev.agentpool.request.FormulaName;
import dev.agentpool.request.FormulaRequest;
import dev.agentpool.request.KnowledgeWord;
import dev.agentpool.request.Nothing;
import java.util.List;
import java.util.Optional;

/** Experts, asked over the daemon's socket. */
record RemoteExperts(Calls calls) implements Experts {
  @Override
  public List<ExpertRow> list() {
    return calls.ask(ExpertRows.LIST, Nothing.MORE).experts();
  }

  @Override
  public Optional<ExpertKnowledge> knowledge(String name) {
    return calls.find(KnowledgeRows.GET, new ExpertRequest(name, Optional.empty()));
  }

  @Override
  public WordList decide(KnowledgeWord word) {
    return calls.ask(KnowledgeRows.DECIDE, word);
  }

  @Override
  public Curation curate(CurateRequest request) {
    return calls.ask(KnowledgeRows.CURATE, request);
  }

  @Override
  public ContractList contracts() {
    return calls.ask(ContractRows.LIST, Nothing.MORE);
  }

  @Override
  public Optional<ContractShown> contract(String id) {
    return calls.find(ContractRows.GET, new ContractRequest(id, Optional.empty()));
  }

  @Override
  public ContractVersions versions(String id) {
    return calls.ask(ContractRows.HISTORY, new ContractName(id));
  }

  @Override
  public FormulaList formulas() {
    return calls.ask(FormulaRows.LIST, Nothing.MORE);
  }

  @Override
  public Optional<FormulaShown> formula(String name) {
    return calls.find(FormulaRows.GET, new FormulaName(name));
  }

  @Override
  public FormulaStarted run(FormulaRequest request) {
    return calls.ask(FormulaRows.RUN, request);
  }
}
