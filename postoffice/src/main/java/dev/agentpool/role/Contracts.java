package dev.agentpool.role;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.contract.Contract;
import dev.agentpool.contract.ContractId;
import dev.agentpool.contract.ContractRefused;
import dev.agentpool.contract.ContractStore;
import dev.agentpool.engine.Refused;
import dev.agentpool.expert.Role;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.post.Contracting;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Sender;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Contracts that act: what waits for one starts when it is made, and who works under one that
 * changes hears of it. A task that has not begun is asked with the newest version anyway.
 */
public final class Contracts implements Contracting {
  private final Ledger ledger;
  private final PostOffice office;

  public Contracts(Ledger ledger, PostOffice office) {
    this.ledger = ledger;
    this.office = office;
  }

  /** Where those of a pool lie; read only, who changes one does it by this. */
  public ContractStore store(PoolConfig pool) {
    return new ContractStore(office.roster(pool).layout().contracts());
  }

  @Override
  public String define(PoolConfig pool, String id, List<String> between, String body) {
    try {
      store(pool)
          .define(
              Contract.first(
                  new ContractId(id), Role.ARCHITECT.word(), between, body.strip(), ledger.now()));
    } catch (ContractRefused | IOException e) {
      throw refused("saving contract: " + e.getMessage());
    }
    office.contractsChanged(pool);
    return "contract " + id + " defined (v1, between: " + String.join(", ", between) + ")";
  }

  @Override
  public String amend(PoolConfig pool, String id, String body) {
    Contract amended;
    try {
      amended = store(pool).amend(new ContractId(id), body.strip(), ledger.now());
    } catch (ContractRefused | IOException e) {
      throw refused("amending contract: " + e.getMessage());
    }
    List<String> told = new ArrayList<>();
    for (String party : amended.between()) {
      if (office.roster(pool).find(party).isPresent()) {
        office.deliver(pool, notice(amended, party), Sender.PERSON);
        told.add(party);
      }
    }
    tellRunning(pool, amended);
    return "contract "
        + id
        + " amended to v"
        + amended.version()
        + ", notified: "
        + String.join(", ", told);
  }

  private Mail notice(Contract contract, String party) {
    return Mail.of(
            MailId.ofAmendment(contract.id().value(), contract.version(), party),
            Role.ARCHITECT.word(),
            party,
            MailType.NOTIFY,
            "The contract "
                + contract.id()
                + " says something else now (version "
                + contract.version()
                + "):\n\n"
                + contract.body())
        .withContracts(List.of(contract.id().value()))
        .withTimestamp(ledger.now());
  }

  /**
   * A session that works under it does not see what it says now, so a fresh one looks at its work
   * when it has ended.
   */
  private void tellRunning(PoolConfig pool, Contract contract) {
    for (TaskRecord task :
        ledger.tasks(
            new TaskFilter(
                pool.id(),
                Set.of(TaskState.RUNNING),
                List.of("contract:" + contract.id()),
                null,
                null,
                1_000,
                0))) {
      if (Mailed.of(task).isPresent()) {
        office.handOver(
            task,
            "The contract "
                + contract.id()
                + " was amended while the session before this one worked under it. Version "
                + contract.version()
                + " counts (above): hold what that session did against it, and change what does"
                + " not keep it.");
      }
    }
  }

  private static Refused refused(String why) {
    return new Refused(Refused.Kind.CONFLICT, "contract_refused", why);
  }
}
