package dev.agentpool.ledger;

/**
 * All that the ledger tells, none of which blocks a move for long. Each call reads one state of
 * everything that was committed.
 */
public interface Readings
    extends PoolReadings,
        TaskReadings,
        PlanReadings,
        AttemptReadings,
        AccountReadings,
        NoteReadings,
        QuestionReadings,
        SessionReadings,
        JournalReadings,
        FigureReadings,
        WorkReadings,
        UsageReadings {}
