package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The same of one day.
 *
 * @param date in UTC, as in 2026-11-26
 */
public record DayAccount(@JsonUnwrapped Account account, String date) {}
