"""The only writers: each public function one transaction, past the policies, its event appended."""
