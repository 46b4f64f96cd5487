mod fixture;
mod properties;
mod sets;
mod totals;
mod worked_examples;
