mod fixture;
mod gain;
mod properties;
mod sets;
mod totals;
mod worked_examples;
