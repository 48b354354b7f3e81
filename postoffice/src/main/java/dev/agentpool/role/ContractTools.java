package dev.agentpool.role;

import dev.agentpool.contract.Contract;
import dev.agentpool.contract.ContractId;
import dev.agentpool.contract.ContractRefused;
import dev.agentpool.contract.ContractText;
import dev.agentpool.contract.Verification;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.PrettyJson;
import dev.agentpool.paper.SafeName;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Proposal;
import dev.agentpool.post.Taken;
import dev.agentpool.question.Asked;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that make, change, read and verify contracts. */
final class ContractTools {
  private final Contracts contracts;
  private final PostOffice office;
  private final Verifying verifying;
  private final Ledger ledger;

  ContractTools(Contracts contracts, PostOffice office, Ledger ledger) {
    this.contracts = contracts;
    this.office = office;
    this.verifying = new Verifying(ledger, office);
    this.ledger = ledger;
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.acts("define_contract", "Make a contract between experts.")
            .needs("id", "how it is called")
            .needs("between", "two or more experts, with commas")
            .needs("body", "what they agree on, in Markdown")
            .does(this::define),
        RoleTool.acts("amend_contract", "Let a contract say something else; its parties are told.")
            .needs("id", "which")
            .needs("body", "what it says now, whole")
            .does(this::amend),
        RoleTool.acts("verify_result", "Say whether a task's work keeps a contract.")
            .needs("task_id", "the task")
            .needs("contract_id", "the contract")
            .needs("status", "pass, fail or partial")
            .needs("notes", "what you found; with fail, what is to be done better")
            .does(this::verify),
        RoleTool.looks("read_contract", "A contract, whole; also as it was in a version.")
            .needs("id", "which")
            .may("version", "a number")
            .does(this::read),
        RoleTool.looks("list_contracts", "All contracts of the pool.").does(this::list));
  }

  private static ContractId id(String text) throws ToolFailure {
    if (!ContractId.isId(text)) {
      throw new ToolFailure(ContractId.problem(text));
    }
    return new ContractId(text);
  }

  private String define(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    List<String> between = given.list("between");
    if (between.size() < 2) {
      throw new ToolFailure("between must list at least 2 expert names");
    }
    ContractId id = id(given.text("id"));
    Optional<Taken.Proposed> proposed =
        propose(
            call,
            id,
            "Contract: "
                + id
                + "\nBetween: "
                + String.join(", ", between)
                + "\n\n"
                + given.text("body"),
            new Proposal.Wish.Define(id.value(), between, given.text("body")));
    if (proposed.isPresent()) {
      return "contract " + id + " proposed: it " + proposed.get().told();
    }
    contracts.define(call.pool(), id.value(), between, given.text("body"));
    return "contract " + id + " defined (v1, between: " + given.text("between") + ")";
  }

  private String amend(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    ContractId id = id(given.text("id"));
    Optional<Taken.Proposed> proposed =
        propose(
            call,
            id,
            "Amendment of contract: " + id + "\n\n" + given.text("body"),
            new Proposal.Wish.Amend(id.value(), given.text("body")));
    return proposed.isPresent()
        ? "amendment of " + id + " proposed: it " + proposed.get().told()
        : contracts.amend(call.pool(), id.value(), given.text("body"));
  }

  private Optional<Taken.Proposed> propose(
      RoleCall call, ContractId id, String text, Proposal.Wish wish) {
    return office.propose(
        call.pool(), new Proposal(id.value(), Asked.Kind.CONTRACT, call.name(), text, wish));
  }

  private String verify(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String task = given.text("task_id");
    String contract = given.text("contract_id");
    if (!SafeName.isSafe(task)) {
      throw new ToolFailure(
          "invalid task_id " + GoText.quoted(task) + ": must be a simple filename");
    }
    if (!ContractId.isId(contract)) {
      throw new ToolFailure(
          "invalid contract_id " + GoText.quoted(contract) + ": must be a simple filename");
    }
    Verification.Status status =
        Verification.Status.of(given.text("status"))
            .orElseThrow(() -> new ToolFailure(Verification.invalid(given.text("status"))));
    Verification found =
        new Verification(
            task, new ContractId(contract), status, ledger.now(), given.text("notes").strip());
    try {
      contracts.store(call.pool()).load(found.contract());
      found.write(call.roster().layout().verifications());
    } catch (ContractRefused missing) {
      String why = missing.reason();
      throw new ToolFailure(
          why.contains("not found")
              ? why
              : "contract " + GoText.quoted(contract) + " not found: " + why);
    } catch (IOException e) {
      throw new ToolFailure("the verification could not be written: " + e.getMessage());
    }
    return "verification logged: task "
        + task
        + " against "
        + contract
        + " = "
        + status.word()
        + verifying.carryOut(call, found);
  }

  private String read(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    ContractId id = id(given.text("id"));
    String version = given.text("version");
    try {
      Contract contract =
          version.isEmpty()
              ? contracts.store(call.pool()).load(id)
              : contracts
                  .store(call.pool())
                  .version(id, Integer.parseInt(version))
                  .orElseThrow(
                      () -> new ToolFailure("contract " + id + " has no version " + version));
      return ContractText.compose(contract, ledger.now());
    } catch (NumberFormatException e) {
      throw new ToolFailure("version must be a number, not " + GoText.quoted(version));
    } catch (ContractRefused | IOException e) {
      throw new ToolFailure(String.valueOf(e.getMessage()));
    }
  }

  private String list(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    try {
      List<Map<String, Object>> rows =
          contracts.store(call.pool()).list().contracts().stream().map(ContractTools::row).toList();
      return rows.isEmpty() ? "no contracts yet" : PrettyJson.of(rows);
    } catch (IOException e) {
      throw new ToolFailure("listing contracts: " + e.getMessage());
    }
  }

  private static Map<String, Object> row(Contract contract) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", contract.id().value());
    row.put("between", contract.between());
    row.put("version", contract.version());
    return row;
  }
}
