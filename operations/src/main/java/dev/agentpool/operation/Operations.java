package dev.agentpool.operation;

import java.util.ArrayList;
import java.util.List;

/** Every operation there is, by feature. One that is not in this list is served by no face. */
public final class Operations {
  private static final List<Operation<?, ?>> ALL =
      joined(
          DaemonRows.all(),
          BudgetRows.all(),
          TaskRows.all(),
          ReviewRows.all(),
          InboxRows.all(),
          GrantRows.all(),
          LeaseRows.all(),
          ArtifactRows.all(),
          WorktreeRows.all(),
          WorkRows.all(),
          PruneRows.all(),
          ReportRows.all(),
          SessionRows.all(),
          SlotRows.all(),
          FanOutRows.all(),
          PlanRows.all(),
          CoordinatorRows.all(),
          ChainRows.all(),
          ContextRows.all(),
          ConversationRows.all(),
          MessageRows.all(),
          SkillRows.all(),
          AgentRows.all(),
          WorkflowRows.all(),
          RouteRows.all(),
          PoolRows.all(),
          TrustRows.all(),
          EnvironmentRows.all(),
          WebhookRows.all(),
          ScheduleRows.all(),
          ProviderRows.all(),
          ModelRows.all(),
          InventoryRows.all(),
          UsageRows.all(),
          StatsRows.all(),
          ConfigRows.all(),
          GuidanceRows.all(),
          HistoryRows.all(),
          ExpertRows.all(),
          KnowledgeRows.all(),
          MailRows.all(),
          ContractRows.all(),
          FormulaRows.all());

  private Operations() {}

  @SafeVarargs
  private static List<Operation<?, ?>> joined(List<Operation<?, ?>>... features) {
    List<Operation<?, ?>> all = new ArrayList<>();
    for (List<Operation<?, ?>> feature : features) {
      all.addAll(feature);
    }
    return List.copyOf(all);
  }

  public static List<Operation<?, ?>> all() {
    return ALL;
  }
}
