/** What a benchmark is and what it hands back: tables for people and for programs, and goals that are met or missed. */
package dev.pointsman.lab.bench.report;
