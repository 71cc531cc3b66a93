-- A traveller's telephone finds its ticket by the id of the receipt.
create index results_of_an_id on results (id);
