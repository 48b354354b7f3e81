package dev.agentpool.mcp.tools;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.answer.Account;
import dev.agentpool.answer.Budget;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Counted;
import dev.agentpool.answer.Slot;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.BudgetRows;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.SlotFilter;
import java.util.List;
import java.util.OptionalLong;

/** A pool's money as a conversation is told it (spec slot-pool 2.9). */
record BudgetShown(
    OptionalLong totalMicrodollars,
    @JsonUnwrapped(prefix = "spent_") Cost spent,
    long unknownMicrodollars,
    long reservedMicrodollars,
    OptionalLong remainingMicrodollars,
    Counted tokens,
    Counted turns,
    @JsonProperty("per_slot") List<OfSlot> slots) {

  /** What one slot spent. */
  record OfSlot(String id, @JsonUnwrapped(prefix = "cost_") Cost cost, long tasksCompleted) {}

  static BudgetShown of(Asking asking) throws Exception {
    Budget budget = BudgetRows.GET.work().answer(asking, Nothing.MORE);
    Account account = budget.pool();
    List<Slot> slots = SlotRows.FIND.work().answer(asking, SlotFilter.ALL);
    return new BudgetShown(
        account.capMicrodollars(),
        account.spent(),
        account.unknownMicrodollars(),
        account.reservedMicrodollars(),
        account.leftMicrodollars(),
        budget.tokens(),
        budget.turns(),
        slots.stream()
            .map(slot -> new OfSlot(slot.id(), slot.cost(), slot.tasksCompleted()))
            .toList());
  }
}
