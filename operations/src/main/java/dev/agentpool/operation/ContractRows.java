package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ContractList;
import dev.agentpool.answer.ContractRow;
import dev.agentpool.answer.ContractShown;
import dev.agentpool.answer.ContractVersions;
import dev.agentpool.contract.Contract;
import dev.agentpool.contract.ContractId;
import dev.agentpool.contract.ContractRefused;
import dev.agentpool.contract.ContractStore;
import dev.agentpool.engine.Refused;
import dev.agentpool.post.Meant;
import dev.agentpool.request.ContractName;
import dev.agentpool.request.ContractRequest;
import dev.agentpool.request.Nothing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What experts agreed on: read. Contracts are made and changed by their tools. */
public final class ContractRows {
  private static final String ALL = "/v1/contracts";
  private static final String ONE = ALL + "/{id}";

  public static final Operation<Nothing, ContractList> LIST =
      named("contract.list", "The contracts of an expert pool")
          .takes(Nothing.class)
          .gives(ContractList.class)
          .at(Route.get(ALL).fails(400, 404, 503))
          .does((asking, _) -> list(asking));

  public static final Operation<ContractRequest, ContractShown> GET =
      named("contract.get", "What a contract says, now or in an earlier version")
          .takes(ContractRequest.class)
          .gives(ContractShown.class)
          .at(Route.get(ONE).with("id", "contract_id").fails(400, 404, 409, 503))
          .does(ContractRows::get);

  public static final Operation<ContractName, ContractVersions> HISTORY =
      named("contract.history", "The versions of a contract")
          .takes(ContractName.class)
          .gives(ContractVersions.class)
          .at(Route.get(ONE + "/history").with("id", "contract_id").fails(400, 404, 409, 503))
          .does(ContractRows::history);

  private ContractRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, HISTORY);
  }

  private interface Reading<T> {
    T read(ContractStore store) throws ContractRefused, IOException;
  }

  private static <T> T read(Asking asking, Reading<T> reading) {
    try {
      return reading.read(asking.house().experts().contracts().store(asking.standing()));
    } catch (ContractRefused refused) {
      throw new Refused(Refused.Kind.CONFLICT, "contract_refused", refused.reason());
    } catch (IOException e) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE, "expert_files_unusable", "reading contracts: " + e);
    }
  }

  private static ContractList list(Asking asking) {
    return read(
        asking,
        store -> {
          ContractStore.Listing all = store.list();
          return new ContractList(
              all.contracts().stream().map(ContractRows::row).toList(), all.problems());
        });
  }

  private static ContractRow row(Contract contract) {
    return new ContractRow(
        contract.id().value(),
        contract.definedBy(),
        contract.between(),
        contract.version(),
        Optional.ofNullable(contract.timestamp()));
  }

  /** What cannot be an id is as unknown as one that nothing has. */
  private static ContractId known(ContractStore store, String id) throws IOException {
    if (!ContractId.isId(id) || !store.has(new ContractId(id))) {
      List<String> ids =
          store.list().contracts().stream().map(contract -> contract.id().value()).toList();
      throw new Refused(
          Refused.Kind.NOT_FOUND,
          "contract_not_found",
          "contract not found: " + Meant.shown(id) + Meant.hint(id, ids));
    }
    return new ContractId(id);
  }

  private static ContractShown get(Asking asking, ContractRequest asked) {
    return read(
        asking,
        store -> {
          ContractId id = known(store, asked.contractId());
          Contract newest = store.load(id);
          Contract wanted =
              asked.version().isEmpty()
                  ? newest
                  : store
                      .version(id, asked.version().get())
                      .orElseThrow(() -> noVersion(newest, asked.version().get()));
          return new ContractShown(row(wanted), newest.version(), wanted.body());
        });
  }

  private static Refused noVersion(Contract newest, int version) {
    return new Refused(
        Refused.Kind.NOT_FOUND,
        "contract_not_found",
        "contract "
            + newest.id()
            + " has no version "
            + version
            + " that is kept; the newest is "
            + newest.version());
  }

  private static ContractVersions history(Asking asking, ContractName asked) {
    return read(
        asking,
        store -> {
          List<ContractVersions.Version> versions = new ArrayList<>();
          String before = "";
          for (Contract one : store.history(known(store, asked.contractId()))) {
            versions.add(
                new ContractVersions.Version(
                    row(one), without(one.body(), before), without(before, one.body())));
            before = one.body();
          }
          return new ContractVersions(versions);
        });
  }

  private static int without(String text, String other) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    other.lines().forEach(lines::remove);
    return lines.size();
  }
}
