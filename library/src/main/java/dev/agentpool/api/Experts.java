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
import dev.agentpool.request.CurateRequest;
import dev.agentpool.request.FormulaRequest;
import dev.agentpool.request.KnowledgeWord;
import java.util.List;
import java.util.Optional;

/**
 * The experts of a pool, what they know and what they agreed on (docs/experts.md). Refused with the
 * code {@code no_experts} in a pool that has none. What a program says here counts as the word of
 * the person who runs it.
 *
 * {@snippet :
 * for (ExpertRow expert : pool.experts().list()) {
 *   System.out.println(expert.name() + " (" + expert.kind() + ")");
 * }
 * }
 */
public interface Experts {
  /** The three roles and all experts. */
  List<ExpertRow> list();

  /**
   * What one knows: whose it is, what it was good for, what waits for a word; empty when there is
   * no such expert.
   */
  Optional<ExpertKnowledge> knowledge(String name);

  /** Confirms or rejects what waits, or undoes changes. */
  WordList decide(KnowledgeWord word);

  /** Tells what counting finds and, unless it is a dry run, has the researcher look after it. */
  Curation curate(CurateRequest request);

  /** What experts agreed on. */
  ContractList contracts();

  /** The newest version of a contract; empty when there is none. */
  Optional<ContractShown> contract(String id);

  /** The versions of a contract, the oldest first. */
  ContractVersions versions(String id);

  /** Plans that are used again. */
  FormulaList formulas();

  /** One of them with its steps; empty when there is none. */
  Optional<FormulaShown> formula(String name);

  /** Starts one: each step becomes a mail, all or none. */
  FormulaStarted run(FormulaRequest request);
}
